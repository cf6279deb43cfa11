"""A clip says the very sentences of the spoken script, and is silent where none belongs."""

import dataclasses

from generator.codes import Pillar
from generator.messages.caption import write_caption
from generator.messages.clip_words import clip_scenes
from generator.messages.message import MOURNING
from tests.messages import survey_of_words as made
from tests.messages.test_caption import written


def test_the_captions_of_a_clip_are_the_words_of_the_script(library, campaign, placements):
    placement = placements["tiktok/photo"]
    for insight in made.every_kind():
        message = written(library, campaign, insight)
        texts = {text.name: text.text for text in write_caption(message, placement, campaign, library).texts}
        scenes = clip_scenes(message, placement, campaign, library)
        assert [scene.is_action for scene in scenes] == [False, False, True, True]
        assert all(f"“{scene.words}”" in texts["script"] for scene in scenes)


def test_a_placement_without_a_caption_has_its_clip_too(library, campaign, placements):
    message = written(library, campaign, made.hours())
    assert len(clip_scenes(message, placements["instagram/story"], campaign, library)) == 4


def test_mourning_and_warnings_have_no_clip(library, campaign, placements):
    message = written(library, campaign, made.hours())
    quiet = dataclasses.replace(message, phrases={**message.phrases, "tone": (MOURNING,)})
    warning = dataclasses.replace(message, pillar=Pillar.WARNING)
    for one in (quiet, warning):
        assert clip_scenes(one, placements["tiktok/photo"], campaign, library) == ()
