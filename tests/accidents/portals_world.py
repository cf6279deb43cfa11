"""More portals of the world: their headings and habits, invented accidents inside."""

from __future__ import annotations

import functools

from pyproj import Transformer

from tests.accidents.portals import Happened, Portal

_BASE = frozenset({"time", "point"})
_ALL = frozenset({"time", "point", "killed", "serious", "slight", "severity"})
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@functools.cache
def _grid(epsg: int) -> Transformer:
    return Transformer.from_crs(4326, epsg, always_xy=True)


def _metres(epsg: int, one: Happened) -> tuple[int, int]:
    east, north = _grid(epsg).transform(one.lon, one.lat)
    return round(east), round(north)


def _persons(a: Happened, words: tuple[str, str, str]) -> list[str]:
    """The injury of each person; one who is not hurt where nobody is."""
    return [words[0]] * a.killed + [words[1]] * a.serious + [words[2]] * a.slight


def _seattle(a: Happened) -> dict[str, object]:
    return {
        "X": a.lon, "Y": a.lat, "OBJECTID": a.number, "INCKEY": 300_000 + a.number, "COLDETKEY": 400_000 + a.number,
        "SEVERITYCODE": {"fatal": "3", "serious": "2b", "slight": "2", "damage": "1"}[a.worst],
        "SEVERITYDESC": {"fatal": "Fatality Collision", "serious": "Serious Injury Collision", "slight": "Injury Collision",
                         "damage": "Property Damage Only Collision"}[a.worst],
        "COLLISIONTYPE": "Angles", "PERSONCOUNT": 3, "PEDCOUNT": 0, "PEDCYLCOUNT": 0, "VEHCOUNT": a.vehicles,
        "INJURIES": a.slight + a.serious, "SERIOUSINJURIES": a.serious, "FATALITIES": a.killed,
        "INCDATE": f"{a.at:%Y/%m/%d} 00:00:00+00", "INCDTTM": f"{a.at.month}/{a.at.day}/{a.at.year} {a.at:%I:%M:%S %p}".replace(" 0", " "),
        "WEATHER": "Clear", "ROADCOND": "Dry", "LIGHTCOND": "Daylight",
    }  # fmt: skip


def _san_francisco(a: Happened) -> dict[str, object]:
    return {
        "CASE_ID": 9_000_000 + a.number, "ACCIDENT_YEAR": a.at.year, "COLLISION_DATE": f"{a.at:%Y-%m-%d}",
        "COLLISION_TIME": f"{a.at.hour * 100 + a.at.minute:04d}", "DAY_OF_WEEK": a.at.isoweekday(), "WEATHER_1": "A",
        "COLLISION_SEVERITY": {"fatal": 1, "serious": 2, "slight": 3, "damage": 0}[a.worst], "NUMBER_KILLED": a.killed,
        "NUMBER_INJURED": a.serious + a.slight, "PARTY_COUNT": a.vehicles, "PRIMARY_COLL_FACTOR": "A", "PCF_VIOL_CATEGORY": "03",
        "TYPE_OF_COLLISION": "C", "COUNT_SEVERE_INJ": a.serious, "COUNT_VISIBLE_INJ": a.slight, "COUNT_COMPLAINT_PAIN": 0,
        "COUNT_PED_KILLED": 0, "COUNT_PED_INJURED": 0, "POINT_X": a.lon, "POINT_Y": a.lat,
    }  # fmt: skip


def _texas(a: Happened) -> dict[str, object]:
    return {
        "Crash_ID": 19_000_000 + a.number, "Crash_Fatal_Fl": "Y" if a.killed else "N", "Crash_Date": f"{a.at:%m/%d/%Y}",
        "Crash_Time": f"{a.at:%I:%M %p}", "Crash_Speed_Limit": 35, "Latitude": a.lat, "Longitude": a.lon,
        "Crash_Sev_ID": {"fatal": 4, "serious": 1, "slight": 2, "damage": 5}[a.worst], "Sus_Serious_Injry_Cnt": a.serious,
        "Nonincap_Injry_Cnt": a.slight, "Poss_Injry_Cnt": 0, "Non_Injry_Cnt": 2, "Unkn_Injry_Cnt": 0,
        "Tot_Injry_Cnt": a.serious + a.slight, "Death_Cnt": a.killed, "motor_vehicle_death_count": a.killed, "bicycle_death_count": 0,
    }  # fmt: skip


def _pennsylvania(a: Happened) -> dict[str, object]:
    return {
        "CRN": 2023_000_000 + a.number, "CRASH_YEAR": a.at.year, "CRASH_MONTH": a.at.month, "DAY_OF_WEEK": a.at.isoweekday() % 7 + 1,
        "TIME_OF_DAY": f"{a.at:%H%M}", "FATAL_COUNT": a.killed, "SUSP_SERIOUS_INJ_COUNT": a.serious, "DEC_LAT": a.lat, "DEC_LONG": a.lon,
    }  # fmt: skip


def _montgomery(a: Happened) -> dict[str, object]:
    return {
        "Report Number": f"MCP{a.number:08d}", "Local Case Number": f"{230_000_000 + a.number}", "Agency Name": "MONTGOMERY",
        "ACRS Report Type": "Fatal Crash" if a.killed else "Injury Crash" if a.serious + a.slight else "Property Damage Crash",
        "Crash Date/Time": f"{a.at:%m/%d/%Y %I:%M:%S %p}", "Hit/Run": "No", "Route Type": "County", "Road Name": "GEORGIA AVE",
        "Collision Type": "SAME DIR REAR END", "Weather": "CLEAR", "Light": "DAYLIGHT", "Latitude": a.lat, "Longitude": a.lon,
    }  # fmt: skip


def _calgary(a: Happened) -> dict[str, object]:
    return {
        "INCIDENT INFO": "Deerfoot Trail and 16 Avenue NE", "DESCRIPTION": "Two vehicle incident.", "START_DT": f"{a.at:%Y/%m/%d %I:%M:%S %p}",
        "MODIFIED_DT": f"{a.at:%Y/%m/%d %I:%M:%S %p}", "QUADRANT": "NE", "Longitude": a.lon, "Latitude": a.lat, "Count": 1,
        "id": f"{a.at:%Y-%m-%dT%H%M}{a.number}", "Point": f"POINT ({a.lon} {a.lat})",
    }  # fmt: skip


def _leeds(a: Happened) -> list[dict[str, object]]:
    east, north = _metres(27700, a)
    return [{
        "Reference Number": f"3A{a.number:05d}", "Grid Ref: Easting": east, "Grid Ref: Northing": north, "Number of Vehicles": a.vehicles,
        "Accident Date": f"{a.at:%d/%m/%Y}", "Time (24hr)": f"{a.at:%H%M}", "1st Road Class & No": "U", "Road Surface": "Dry",
        "Lighting Conditions": "Daylight: street lights present", "Weather Conditions": "Fine without high winds",
        "Casualty Class": "Driver", "Casualty Severity": severity, "Sex of Casualty": "Male", "Age of Casualty": 30 + n,
        "Type of Vehicle": "Car",
    } for n, severity in enumerate(_persons(a, ("Fatal", "Serious", "Slight")))]  # fmt: skip


def _france_before(a: Happened) -> dict[str, object]:
    return {
        "Num_Acc": f"2017{a.number:08d}", "an": 17, "mois": a.at.month, "jour": a.at.day, "hrmn": a.at.hour * 100 + a.at.minute,
        "lum": 1, "agg": 2, "int": 1, "atm": 1, "col": 3, "com": "101", "adr": "RUE DE RIVOLI", "gps": "M",
        "lat": round(a.lat * 1e5), "long": round(a.lon * 1e5), "dep": "750",
    }  # fmt: skip


def _barcelona(a: Happened) -> dict[str, object]:
    return {
        "Numero_expedient": f"2023S{a.number:06d}   ", "Codi_districte": 1, "Nom_districte": "Ciutat Vella", "Nom_barri": "el Raval",
        "Nom_carrer": "Ronda Universitat", "Descripcio_dia_setmana": "Dilluns", "NK_Any": a.at.year, "Mes_any": a.at.month,
        "Dia_mes": a.at.day, "Hora_dia": a.at.hour, "Numero_morts": a.killed, "Numero_lesionats_lleus": a.slight,
        "Numero_lesionats_greus": a.serious, "Numero_victimes": a.killed + a.serious + a.slight,
        "Numero_vehicles_implicats": a.vehicles, "Longitud_WGS84": a.lon, "Latitud_WGS84": a.lat,
    }  # fmt: skip


def _brazil_persons(a: Happened) -> list[dict[str, object]]:
    return [{
        "id": f"{500_000 + a.number}", "pesid": 900_000 + 10 * a.number + n, "data_inversa": f"{a.at:%Y-%m-%d}", "horario": f"{a.at:%H:%M}:00",
        "uf": "RS", "municipio": "CANOAS", "tipo_acidente": "Colisão traseira", "tipo_envolvido": "Condutor", "estado_fisico": state,
        "idade": 30 + n, "sexo": "Masculino", "latitude": f"{a.lat}".replace(".", ","), "longitude": f"{a.lon}".replace(".", ","),
    } for n, state in enumerate(_persons(a, ("Óbito", "Lesões Graves", "Lesões Leves")) or ["Ileso"])]  # fmt: skip


def _infosiga(a: Happened) -> dict[str, object]:
    return {
        "id_sinistro": 2_400_000 + a.number, "data_sinistro": f"{a.at:%d/%m/%Y}", "hora_sinistro": f"{a.at:%H:%M}", "municipio": "CAMPINAS",
        "logradouro": "AVENIDA BRASIL", "latitude": f"{a.lat}".replace(".", ","), "longitude": f"{a.lon}".replace(".", ","),
        "qtd_gravidade_fatal": a.killed, "qtd_gravidade_grave": a.serious, "qtd_gravidade_leve": a.slight, "tp_veiculo_automovel": 1,
    }  # fmt: skip


def _recife(a: Happened) -> dict[str, object]:
    return {
        "Protocolo": f"{20_230_000 + a.number}", "data": f"{a.at:%Y-%m-%d}", "hora": f"{a.at:%H:%M:%S}", "natureza": "COM VÍTIMA",
        "situacao": "FINALIZADA", "bairro": "BOA VIAGEM", "endereco": "AV BOA VIAGEM", "tipo": "COLISÃO", "auto": a.vehicles, "moto": 0,
        "ciclom": 0, "ciclista": 0, "pedestre": 0, "onibus": 0, "caminhao": 0, "viatura": 0, "outros": 0,
        "vitimas": a.serious + a.slight, "vitimasfatais": a.killed,
    }  # fmt: skip


def _bogota(a: Happened) -> dict[str, object]:
    return {
        "X": a.lon, "Y": a.lat, "OBJECTID": a.number, "CODIGO_ACCIDENTE": 4_400_000 + a.number, "FECHA_OCURRENCIA_ACC": f"{a.at:%Y/%m/%d} 00:00:00+00",
        "HORA_OCURRENCIA_ACC": f"{a.at:%H:%M:%S}", "ANO_OCURRENCIA_ACC": a.at.year, "DIA_OCURRENCIA_ACC": "LUNES", "DIRECCION": "KR 10 - CL 20 02",
        "GRAVEDAD": "CON MUERTOS" if a.killed else "CON HERIDOS" if a.serious + a.slight else "SOLO DANOS", "CLASE_ACC": "CHOQUE", "LOCALIDAD": "SUBA",
    }  # fmt: skip


def _victoria_old(a: Happened) -> dict[str, object]:
    return {
        "OBJECTID": a.number, "ACCIDENT_NO": f"T2019{a.number:07d}", "ACCIDENT_STATUS": "Finished", "ACCIDENT_DATE": f"{a.at:%-d/%m/%Y}",
        "ACCIDENT_TIME": f"{a.at:%H:%M:%S}", "ALCOHOLTIME": "No", "ACCIDENT_TYPE": "Collision with vehicle", "DAY_OF_WEEK": f"{a.at:%A}",
        "HIT_RUN_FLAG": "No", "LIGHT_CONDITION": "Day", "SPEED_ZONE": "60 km/hr",
        "SEVERITY": {"fatal": "Fatal accident", "serious": "Serious injury accident", "slight": "Other injury accident",
                     "damage": "Non injury accident"}[a.worst],
        "LONGITUDE": a.lon, "LATITUDE": a.lat, "TOTAL_PERSONS": 5, "INJ_OR_FATAL": a.killed + a.serious + a.slight, "FATALITY": a.killed,
        "SERIOUSINJURY": a.serious, "OTHERINJURY": a.slight, "NONINJURED": 1, "MALES": 2, "FEMALES": 1, "NO_OF_VEHICLES": a.vehicles,
    }  # fmt: skip


def _queensland(a: Happened) -> dict[str, object]:
    return {
        "Crash_Ref_Number": a.number, "Crash_Severity": "Fatal", "Crash_Year": a.at.year, "Crash_Month": _MONTHS[a.at.month - 1],
        "Crash_Day_Of_Week": f"{a.at:%A}", "Crash_Hour": a.at.hour, "Crash_Longitude": a.lon, "Crash_Latitude": a.lat,
        "Count_Casualty_Fatality": a.killed, "Count_Casualty_Hospitalised": a.serious, "Count_Casualty_Total": a.killed + a.serious,
    }  # fmt: skip


def _south_australia(a: Happened) -> dict[str, object]:
    return {
        "REPORT_ID": f"{a.at.year}-{a.number}-15/08/2024", "Stats Area": "2 Metropolitan", "Suburb": "ADELAIDE", "Total Units": a.vehicles,
        "Total Cas": a.killed + a.serious + a.slight, "Total Fats": a.killed, "Total SI": a.serious, "Total MI": a.slight, "Year": a.at.year,
        "Month": _MONTHS[a.at.month - 1], "Day": f"{a.at:%A}", "Time": f"{a.at:%I:%M %p}", "Area Speed": 60, "Crash Type": "Rear End",
        "CSEF Severity": "4: Fatal", "ACCLOC_X": 1_330_000 + a.number, "ACCLOC_Y": 1_670_000 + a.number,
    }  # fmt: skip


def _switzerland(a: Happened) -> dict[str, object]:
    east, north = _metres(2056, a)
    return {
        "AccidentUID": f"{a.number:032X}", "AccidentType_en": "Accident with rear-end collision", "AccidentSeverityCategory_en": "Accident with fatalities",
        "AccidentLocation_CHLV95_E": east, "AccidentLocation_CHLV95_N": north, "AccidentYear": a.at.year, "AccidentMonth": a.at.month,
        "AccidentWeekDay_en": f"{a.at:%A}", "AccidentHour": a.at.hour,
    }  # fmt: skip


def _philippines(a: Happened) -> dict[str, object]:
    return {
        "Date": f"{a.at:%Y-%m-%d}", "Time": f"{a.at:%I:%M %p}", "City": "Quezon City", "Location": "EDSA", "Latitude": a.lat, "Longitude": a.lon,
        "Involved": "CAR AND MOTORCYCLE", "Type": "VEHICULAR ACCIDENT", "Fatalities": a.killed, "Serious Injuries": a.serious,
        "Minor Injuries": a.slight,
    }  # fmt: skip


def _thailand(a: Happened) -> dict[str, object]:
    return {
        "acc_code": 5_900_000 + a.number, "incident_datetime": f"{a.at:%Y-%m-%d %H:%M:%S}", "report_datetime": f"{a.at:%Y-%m-%d} 23:59:00",
        "province_en": "Bangkok", "vehicle_type": "motorcycle", "accident_type": "rollover", "number_of_vehicles_involved": a.vehicles,
        "number_of_fatalities": a.killed, "number_of_injuries": a.serious + a.slight, "latitude": a.lat, "longitude": a.lon,
    }  # fmt: skip


def _thailand_by_hand(a: Happened) -> dict[str, object]:
    return {
        "Date": f"{a.at:%d/%m}/{a.at.year + 543}",
        "Time": f"{a.at:%H:%M}",
        "Latitude": a.lat,
        "Longitude": a.lon,
        "Killed": a.killed,
    }


def _india(a: Happened) -> dict[str, object]:
    return {
        "S.No": a.number, "Police Station": "Central PS", "FIR No.": f"{a.number}/2023", "Date of Accident": f"{a.at:%d.%m.%Y}",
        "Time of Accident": f"{a.at:%H%M} hrs", "Place of Accident": "NH-44 near bus stand", "Latitude": a.lat, "Longitude": a.lon,
        "Nature of Accident": "Head on collision", "No. of Persons Killed": a.killed, "Grievous Injury": a.serious, "Minor Injury": a.slight,
    }  # fmt: skip


WORLD = (
    Portal("seattle", "America/Los_Angeles", (47.5, -122.4), _seattle, _BASE | {"killed", "serious", "slight", "severity"}),
    Portal("san francisco", "America/Los_Angeles", (37.6, -122.5), _san_francisco),
    Portal("texas", "America/Chicago", (30.2, -97.8), _texas),
    Portal("pennsylvania", "America/New_York", (40.0, -75.2), _pennsylvania, refused="hanya menyebut tahun dan bulan"),
    Portal("montgomery", "America/New_York", (39.0, -77.2), _montgomery, _BASE | {"fatal"}),
    Portal("calgary", "America/Edmonton", (50.9, -114.1), _calgary, _BASE),
    Portal("leeds", "Europe/London", (53.7, -1.6), _leeds),
    Portal("france before 2019", "Europe/Paris", (48.7, 2.2), _france_before, encoding="latin-1", refused="kolom koordinat"),
    Portal("barcelona", "Europe/Madrid", (41.3, 2.0), _barcelona, (_ALL - {"time"}) | {"hour"}),
    Portal("brazil persons", "America/Sao_Paulo", (-29.9, -51.2), _brazil_persons, _ALL, delimiter=";", encoding="cp1252"),
    Portal("sao paulo", "America/Sao_Paulo", (-22.9, -47.1), _infosiga, delimiter=";", encoding="cp1252"),
    Portal("recife", "America/Recife", (-8.1, -34.9), _recife, frozenset({"time", "killed", "deaths"}), delimiter=";"),
    Portal("bogota", "America/Bogota", (4.6, -74.2), _bogota, _BASE | {"fatal"}),
    Portal("victoria before", "Australia/Melbourne", (-37.9, 144.9), _victoria_old),
    Portal("queensland", "Australia/Brisbane", (-27.5, 153.0), _queensland, refused="hanya menyebut tahun dan bulan"),
    Portal("south australia", "Australia/Adelaide", (-34.9, 138.6), _south_australia, refused="tanggal"),
    Portal("switzerland", "Europe/Zurich", (46.9, 7.4), _switzerland, refused="hanya menyebut tahun dan bulan"),
    Portal("philippines", "Asia/Manila", (14.5, 121.0), _philippines),
    Portal("thailand", "Asia/Bangkok", (13.7, 100.5), _thailand, _BASE | {"killed", "injured", "fatal"}),
    Portal("thailand, years of Buddha", "Asia/Bangkok", (13.7, 100.5), _thailand_by_hand, refused="tidak terbaca sebagai tanggal"),
    Portal("india", "Asia/Kolkata", (13.0, 77.5), _india),
)  # fmt: skip
