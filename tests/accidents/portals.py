"""Tables in the shape that open-data portals of the world publish: their headings and habits, invented accidents inside."""

from __future__ import annotations

import datetime as dt
import functools
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyproj import Transformer

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Happened:
    """One invented accident, rich enough for any portal."""

    number: int
    at: dt.datetime
    lat: float
    lon: float
    killed: int
    serious: int
    slight: int
    vehicles: int

    @property
    def worst(self) -> str:
        """Severity of the whole accident."""
        return (
            "fatal" if self.killed else "serious" if self.serious else "slight" if self.slight else "damage"
        )


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal: where its accidents lie, which zone its clocks keep, and how it writes one accident."""

    name: str
    zone: str
    corner: tuple[float, float]  # lat, lon
    row: Callable[[Happened], dict[str, object] | list[dict[str, object]]]  # several rows: one a person
    # time, point, killed, serious, slight (per accident), injured (serious and slight together), severity; hour: no
    # minute; fatal: words that only tell death, injury, damage; worse: no word for damage; deaths: those alone
    tells: frozenset[str] = frozenset({"time", "point", "killed", "serious", "slight", "severity"})
    delimiter: str = ","
    encoding: str = "utf-8"
    declared: tuple[tuple[str, object], ...] = ()  # what a planner must say, since no file can
    refused: str = ""  # the reason that the refusal names


def happened(portal: Portal, count: int = 40) -> list[Happened]:
    """Accidents of a portal, one a day or more apart, by a fixed chance."""
    chance = random.Random(portal.name)
    made = []
    for number in range(count):
        day = dt.datetime.fromisoformat("2023-01-03") + dt.timedelta(
            days=number * 5, minutes=chance.randrange(1, 1439)
        )
        lat, lon = portal.corner
        made.append(Happened(
            number + 1, day, round(lat + chance.random() * 0.2, 6), round(lon + chance.random() * 0.2, 6),
            chance.choice((0, 0, 0, 0, 1)), chance.choice((0, 0, 1)), chance.choice((0, 1, 2)), chance.choice((1, 2, 2, 3)),
        ))  # fmt: skip
    return made


@functools.cache
def _grid(epsg: int) -> Transformer:
    return Transformer.from_crs(4326, epsg, always_xy=True)


def _metres(epsg: int, one: Happened) -> tuple[float, float]:
    return _grid(epsg).transform(one.lon, one.lat)


def _comma(value: float, digits: int = 6) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _new_york(a: Happened) -> dict[str, object]:
    return {
        "CRASH DATE": f"{a.at:%m/%d/%Y}", "CRASH TIME": f"{a.at.hour}:{a.at:%M}", "BOROUGH": "QUEENS", "ZIP CODE": "11101",
        "LATITUDE": a.lat, "LONGITUDE": a.lon, "LOCATION": f"({a.lat}, {a.lon})", "ON STREET NAME": "QUEENS BOULEVARD",
        "NUMBER OF PERSONS INJURED": a.serious + a.slight, "NUMBER OF PERSONS KILLED": a.killed,
        "NUMBER OF PEDESTRIANS INJURED": 0, "NUMBER OF PEDESTRIANS KILLED": 0, "NUMBER OF CYCLIST INJURED": 0,
        "NUMBER OF CYCLIST KILLED": 0, "NUMBER OF MOTORIST INJURED": a.serious + a.slight,
        "NUMBER OF MOTORIST KILLED": a.killed, "CONTRIBUTING FACTOR VEHICLE 1": "Driver Inattention/Distraction",
        "COLLISION_ID": 4_400_000 + a.number, "VEHICLE TYPE CODE 1": "Sedan", "VEHICLE TYPE CODE 2": "Bike",
    }  # fmt: skip


def _chicago(a: Happened) -> dict[str, object]:
    return {
        "CRASH_RECORD_ID": f"{a.number:064x}", "CRASH_DATE": f"{a.at:%m/%d/%Y %I:%M:%S %p}", "POSTED_SPEED_LIMIT": 30,
        "WEATHER_CONDITION": "CLEAR", "LIGHTING_CONDITION": "DAYLIGHT", "FIRST_CRASH_TYPE": "REAR END",
        "DATE_POLICE_NOTIFIED": f"{a.at + dt.timedelta(minutes=20):%m/%d/%Y %I:%M:%S %p}", "STREET_NAME": "PULASKI RD",
        "NUM_UNITS": a.vehicles, "MOST_SEVERE_INJURY": {"fatal": "FATAL", "serious": "INCAPACITATING INJURY", "slight": "NONINCAPACITATING INJURY",
                               "damage": "NO INDICATION OF INJURY"}[a.worst],
        "INJURIES_TOTAL": a.serious + a.slight + a.killed, "INJURIES_FATAL": a.killed, "INJURIES_INCAPACITATING": a.serious,
        "INJURIES_NON_INCAPACITATING": a.slight, "CRASH_HOUR": a.at.hour, "CRASH_DAY_OF_WEEK": a.at.isoweekday() % 7 + 1,
        "CRASH_MONTH": a.at.month, "LATITUDE": a.lat, "LONGITUDE": a.lon, "LOCATION": f"POINT ({a.lon} {a.lat})",
    }  # fmt: skip


def _great_britain(a: Happened) -> dict[str, object]:
    east, north = _metres(27700, a)
    return {
        "collision_index": f"2023{a.number:09d}", "collision_year": a.at.year, "collision_reference": f"{a.number:09d}",
        "location_easting_osgr": round(east), "location_northing_osgr": round(north), "longitude": a.lon, "latitude": a.lat,
        "police_force": 13, "collision_severity": 1 if a.killed else 2 if a.serious else 3, "number_of_vehicles": a.vehicles,
        "number_of_casualties": a.killed + a.serious + a.slight, "date": f"{a.at:%d/%m/%Y}",
        "day_of_week": a.at.isoweekday() % 7 + 1, "time": f"{a.at:%H:%M}", "speed_limit": 30,
    }  # fmt: skip


def _brazil(a: Happened) -> dict[str, object]:
    days = (
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
        "domingo",
    )
    return {
        "id": f"{500_000 + a.number}", "data_inversa": f"{a.at:%Y-%m-%d}", "dia_semana": days[a.at.weekday()],
        "horario": f"{a.at:%H:%M}:00", "uf": "RS", "br": "116", "km": "268,4", "municipio": "CANOAS",
        "causa_acidente": "Ausência de reação do condutor", "tipo_acidente": "Colisão traseira",
        "classificacao_acidente": "Com Vítimas Fatais" if a.killed else "Com Vítimas Feridas" if a.serious + a.slight else "Sem Vítimas",
        "fase_dia": "Pleno dia", "condicao_metereologica": "Céu Claro", "tipo_pista": "Dupla", "pessoas": a.vehicles + 2,
        "mortos": a.killed, "feridos_leves": a.slight, "feridos_graves": a.serious, "ilesos": 1, "ignorados": 0,
        "feridos": a.serious + a.slight, "veiculos": a.vehicles, "latitude": _comma(a.lat), "longitude": _comma(a.lon),
        "regional": "SPRF-RS", "delegacia": "DEL01-RS", "uop": "UOP01-DEL01-RS",
    }  # fmt: skip


def _france(a: Happened) -> dict[str, object]:
    return {
        "Num_Acc": f"2023{a.number:08d}", "jour": a.at.day, "mois": a.at.month, "an": a.at.year, "hrmn": f"{a.at:%H:%M}",
        "lum": 1, "dep": "75", "com": "75101", "agg": 2, "int": 1, "atm": 1, "col": 3, "adr": "RUE DE RIVOLI",
        "lat": _comma(a.lat), "long": _comma(a.lon),
    }  # fmt: skip


def _germany(a: Happened) -> dict[str, object]:
    east, north = _metres(25832, a)
    return {
        "OBJECTID": a.number, "ULAND": "09", "UREGBEZ": "1", "UKREIS": "62", "UGEMEINDE": "000", "UJAHR": a.at.year,
        "UMONAT": f"{a.at.month:02d}", "USTUNDE": f"{a.at.hour:02d}", "UWOCHENTAG": a.at.isoweekday() % 7 + 1,
        "UKATEGORIE": 1 if a.killed else 2 if a.serious else 3, "UART": 5, "UTYP1": 2, "ULICHTVERH": 0, "IstRad": 1,
        "IstPKW": 1, "IstFuss": 0, "IstKrad": 0, "IstGkfz": 0, "IstSonstige": 0, "LINREFX": _comma(east), "LINREFY": _comma(north),
        "XGCSWGS84": _comma(a.lon), "YGCSWGS84": _comma(a.lat), "STRZUSTAND": 0,
    }  # fmt: skip


def _madrid(a: Happened) -> list[dict[str, object]]:
    east, north = _metres(25830, a)
    hurt = [("Fallecido 24 horas", "4")] * a.killed + [("Ingreso superior a 24 horas", "3")] * a.serious
    hurt += [("Ingreso inferior o igual a 24 horas", "2")] * a.slight
    return [{
        "num_expediente": f"2023S{a.number:06d}", "fecha": f"{a.at:%d/%m/%Y}", "hora": f"{a.at.hour}:{a.at:%M}:00",
        "localizacion": "CALL. ALBERTO AGUILERA, 1", "numero": 1, "cod_distrito": 1, "distrito": "CENTRO",
        "tipo_accidente": "Alcance", "estado_meteorológico": "Despejado", "tipo_vehiculo": "Turismo", "tipo_persona": "Conductor",
        "rango_edad": "De 45 a 49 años", "sexo": "Hombre", "cod_lesividad": code, "lesividad": words,
        "coordenada_x_utm": _comma(east, 3), "coordenada_y_utm": _comma(north, 3), "positiva_alcohol": "N", "positiva_droga": "NULL",
    } for words, code in [*hurt, ("Sin asistencia sanitaria", "14")]]  # fmt: skip


def _toronto(a: Happened) -> dict[str, object]:
    return {
        "OBJECTID": a.number, "INDEX": 3_000_000 + a.number, "ACCNUM": 800_000 + a.number, "DATE": f"{a.at:%Y-%m-%d} 05:00:00+00",
        "TIME": a.at.hour * 100 + a.at.minute, "STREET1": "BLOOR ST W", "STREET2": "DUNDAS ST W", "ROAD_CLASS": "Major Arterial",
        "DISTRICT": "Toronto and East York", "LATITUDE": a.lat, "LONGITUDE": a.lon, "TRAFFCTL": "Traffic Signal", "VISIBILITY": "Clear",
        "LIGHT": "Daylight", "RDSFCOND": "Dry", "ACCLASS": "Fatal" if a.killed else "Non-Fatal Injury" if a.serious + a.slight else "Property Damage Only", "IMPACTYPE": "Pedestrian Collisions",
    }  # fmt: skip


def _new_zealand(a: Happened) -> dict[str, object]:
    return {
        "X": round(_metres(2193, a)[0], 2), "Y": round(_metres(2193, a)[1], 2), "OBJECTID": a.number, "crashDate": f"{a.at:%Y-%m-%d}",
        "crashSeverity": {"fatal": "Fatal Crash", "serious": "Serious Crash", "slight": "Minor Crash", "damage": "Non-Injury Crash"}[a.worst],
        "fatalCount": a.killed, "seriousInjuryCount": a.serious, "minorInjuryCount": a.slight, "speedLimit": 50, "light": "Bright sun",
        "weatherA": "Fine", "crashLocation1": "GREAT SOUTH ROAD", "crashLocation2": "PENROSE ROAD", "truck": 0, "motorcycle": 0,
    }  # fmt: skip


def _victoria(a: Happened) -> dict[str, object]:
    return {
        "ACCIDENT_NO": f"T2023{a.number:07d}", "ACCIDENT_DATE": f"{a.at:%-d/%m/%Y}", "ACCIDENT_TIME": f"{a.at:%H.%M.%S}",
        "ACCIDENT_TYPE_DESC": "Collision with vehicle", "DAY_OF_WEEK": f"{a.at:%A}", "LIGHT_CONDITION": 1, "NO_OF_VEHICLES": a.vehicles,
        "NO_PERSONS": a.vehicles + 1, "NO_PERSONS_KILLED": a.killed, "NO_PERSONS_INJ_2": a.serious, "NO_PERSONS_INJ_3": a.slight,
        "SEVERITY": 1 if a.killed else 2 if a.serious else 3, "SPEED_ZONE": 60, "LATITUDE": a.lat, "LONGITUDE": a.lon,
    }  # fmt: skip


def _malaysia(a: Happened) -> dict[str, object]:
    return {
        "No. Laporan": f"TRAF/{a.number:05d}/23", "Tarikh Kemalangan": f"{a.at:%d/%m/%Y}", "Masa": f"{a.at:%I:%M %p}", "Lokasi": "Jalan Ipoh",
        "Maut": a.killed, "Parah": a.serious, "Ringan": a.slight, "Latitud": a.lat, "Longitud": a.lon, "Jenis Kenderaan": "Motosikal",
    }  # fmt: skip


def _medellin(a: Happened) -> dict[str, object]:
    return {
        "Nro_radicado": f"{1_700_000 + a.number}", "Año": a.at.year, "Fecha_accidente": f"{a.at:%d/%m/%Y %H:%M:%S}", "Clase_accidente": "Choque",
        "Gravedad_accidente": "Con muertos" if a.killed else "Con heridos" if a.serious + a.slight else "Solo daños",
        "Direccion_encasillada": "CL  050  053 000 00000", "Comuna": "La Candelaria", "Barrio": "Prado", "Disenio": "Tramo de via",
        "Longitud": a.lon, "Latitud": a.lat,
    }  # fmt: skip


def _rotterdam(a: Happened) -> dict[str, object]:
    east, north = _metres(28992, a)
    return {
        "VKL_NUMMER": f"2023{a.number:07d}", "DATUM_VKL": f"{a.at:%Y%m%d}", "TIJDSTIP": f"{a.at:%H:%M}", "UUR": a.at.hour,
        "AP3_CODE": "DOD" if a.killed else "LET" if a.serious + a.slight else "UMS", "ANTL_DOD": a.killed, "ANTL_GZH": a.serious,
        "ANTL_SLA": a.slight, "ANTL_PTJ": a.vehicles, "X_COORD": f"{east:.2f}", "Y_COORD": f"{north:.2f}", "STRAATNAAM": "Coolsingel",
    }  # fmt: skip


def _sleman(a: Happened) -> dict[str, object]:
    return {
        "NO": a.number, "NO. LAPORAN POLISI": f"LP/A/{a.number}/{('I', 'II', 'III')[a.number % 3]}/{a.at.year}/SPKT.SATLANTAS",
        "HARI / TANGGAL": f"{('Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu')[a.at.weekday()]}, {a.at:%d-%m-%Y}",
        "JAM (WIB)": f"{a.at:%H.%M}", "TKP": "Jl. Raya Solo-Yogya KM 12", "KOORDINAT": f"{_comma(a.lat)} ; {_comma(a.lon)}",
        "KORBAN MD": a.killed or "-", "KORBAN LB": a.serious or "-", "KORBAN LR": a.slight or "-",
        "KERUGIAN MATERIIL": "Rp. 1.500.000,-", "KENDARAAN YG TERLIBAT": "SPM HONDA BEAT VS TRUK", "KET": "",
    }  # fmt: skip


_BASE = frozenset({"time", "point"})
PORTALS = (
    Portal("new york", "America/New_York", (40.6, -74.0), _new_york, _BASE | {"killed", "injured", "fatal"}),
    Portal("chicago", "America/Chicago", (41.7, -87.8), _chicago),
    Portal("great britain", "Europe/London", (53.4, -1.6), _great_britain, _BASE),
    Portal("great britain, scale said", "Europe/London", (53.4, -1.6), _great_britain, _BASE | {"fatal", "worse"},
           declared=(("codes", {"severity": {"1": "fatal", "2": "serious", "3": "slight"}}),)),
    Portal("brazil", "America/Sao_Paulo", (-29.9, -51.2), _brazil, delimiter=";", encoding="cp1252"),
    Portal("france", "Europe/Paris", (48.7, 2.2), _france, _BASE, delimiter=";"),
    Portal("germany", "Europe/Berlin", (48.1, 11.5), _germany, delimiter=";", refused="hanya menyebut tahun dan bulan"),
    Portal("madrid", "Europe/Madrid", (40.3, -3.8), _madrid, _BASE | {"killed", "serious", "slight", "severity"}, delimiter=";", declared=(("crs", "EPSG:25830"),)),
    Portal("toronto", "America/Toronto", (43.6, -79.5), _toronto, _BASE | {"fatal"}),
    Portal("new zealand", "Pacific/Auckland", (-36.9, 174.7), _new_zealand, frozenset({"point", "killed", "serious", "slight", "severity"})),
    Portal("victoria", "Australia/Melbourne", (-37.9, 144.9), _victoria),
    Portal("malaysia", "Asia/Kuala_Lumpur", (3.1, 101.6), _malaysia),
    Portal("medellin", "America/Bogota", (6.2, -75.6), _medellin, _BASE | {"fatal"}),
    Portal("rotterdam", "Europe/Amsterdam", (51.9, 4.4), _rotterdam),
    Portal("sleman", "Asia/Jakarta", (-7.8, 110.3), _sleman),
)  # fmt: skip
