"""Posters and talk sheets for the tests of print: words of an invented district."""

import dataclasses

from generator.graphics.print_room import PrintJob
from generator.records import Poster, TalkSheet
from tests.graphics import samples

LINK = "https://polri.go.id/lantas?utm_source=poster&utm_campaign=contoh-2026-W48"
UNIT = "Satlantas Polres Cakrasari"
STAMP = "DATA CONTOH – BUKAN DATA ASLI"


def hung(message, where="Satu ruas Jalan Pasar Lama", when="Pukul 18.00–23.00 WIB", link=""):
    return Poster(
        message_id=message.id,
        tip_id=message.tip_id,
        line=message.headline,
        step=message.tip,
        where=where,
        when=when,
        source="Sumber: data rekaan Polres Cakrasari, 1 Oktober 2024–30 September 2026, n = 76",
        stamp=STAMP,
        headings={
            "where": "Di mana",
            "when": "Kapan",
            "step": "Langkah kita",
            "scan": "Pindai untuk tahu lebih banyak",
        },
        numbers=(),
        link=link,
    )


def shown(kind):
    """A finding by its name, or a theme of tips by its own, in the words of a tip."""
    message, insight = samples.everything().get(kind) or samples.tip_message("helm")
    return (
        (message, insight)
        if kind in samples.everything()
        else (dataclasses.replace(message, theme=kind), insight)
    )


def poster(kind, *, paper="a4", is_grey=False, layers=None, words=None, **about):
    """A poster about a place (lokasi), hours (jam) or a theme of tips; `words` take the place of the message's."""
    message, insight = shown(kind)
    message = dataclasses.replace(message, **(words or {}))
    return PrintJob(
        path=f"poster-{paper}.pdf",
        paper=paper,
        is_grey=is_grey,
        made=hung(message, **about),
        unit=UNIT,
        language="id",
        signs=(message.theme,),
        shown=(message, insight),
        layers=layers,
    )


FINDINGS = (
    "Dari 1.216 kecelakaan, 199 tercatat di tiga lokasi: Jalan Raya Cakrasari Utara; Jalan Pasar Lama; Jalan Bukit Sari.",
    "Di satu ruas Jalan Pasar Lama tercatat 76 kecelakaan dalam 24 bulan, jauh di atas rata-rata jalan sejenis.",
    "Dari 281 kecelakaan larut malam, 107 terjadi pada Jumat atau Sabtu malam.",
)
QUESTIONS = (
    "Seberapa jauh jarak kita dari kendaraan di depan?",
    "Di simpang tanpa lampu, siapa yang kita dahulukan?",
    "Di mana kita bisa menyalurkan hobi dengan aman?",
)
STEPS = (
    "Jaga jarak paling sedikit tiga detik dari kendaraan di depan. Jika hujan atau gelap, tambah lagi.",
    "Jika mendekati simpang tanpa lampu, perlambat laju, lihat semua arah, lalu dahulukan jalan utama.",
    "Sebelum menyeberang, tengok ke kanan, ke kiri, lalu ke kanan lagi.",
)


def talk_sheet(findings=FINDINGS, questions=QUESTIONS, steps=STEPS, title="Lembar bicara untuk warga"):
    made = TalkSheet(
        audience="umum",
        name="lembar-bicara",
        title=title,
        week="Satlantas Polres Cakrasari, pekan 23–29 November 2026",
        opening="Bapak, Ibu, Saudara, kami dari Satlantas Polres Cakrasari. Kami datang untuk berbagi catatan jalan.",
        findings=tuple(findings),
        questions=tuple(questions),
        steps=tuple(steps),
        closing="Sebelum pulang, sebutkan satu langkah yang mau kita coba. Nomor darurat: 110.",
        source="Sumber: data rekaan Polres Cakrasari.",
        stamp=STAMP,
        headings={
            "findings": "Yang kami catat",
            "questions": "Mari kita bicarakan",
            "steps": "Yang bisa kita mulai hari ini",
            "notes": "Catatan",
        },
        messages=(),
        tips=("T-JARAK", "T-SIMPANG", "T-PEJALAN")[: len(steps)],
        numbers=(),
    )
    signs = ("jarak", "simpang", "pejalan")[: len(made.steps)]
    return PrintJob(
        "lembar-bicara.pdf", "a4", is_grey=False, made=made, unit=UNIT, language="id", signs=signs
    )
