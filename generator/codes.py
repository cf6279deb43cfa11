"""The codes that tables and records use: closed lists, each a StrEnum, none of them a word for the public."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """The worst outcome of an accident; UU 22/2009 art. 229 calls the first two heavy, then medium, light."""

    FATAL = "fatal"
    SERIOUS = "serious"
    SLIGHT = "slight"
    DAMAGE = "damage"
    UNKNOWN = "unknown"


class CollisionType(StrEnum):
    """How the parties met."""

    HEAD_ON = "head_on"
    REAR_END = "rear_end"
    FRONT_SIDE = "front_side"
    SIDESWIPE = "sideswipe"
    SINGLE = "single"
    PILE_UP = "pile_up"
    TURNING_SAME = "turning_same"
    TURNING_OPPOSITE = "turning_opposite"
    PEDESTRIAN = "pedestrian"
    PARKED = "parked"
    OBJECT = "object"
    ANIMAL = "animal"
    TRAIN = "train"
    OTHER = "other"
    UNKNOWN = "unknown"


class RoadUser(StrEnum):
    """A kind of vehicle, or a person on foot."""

    MOTORCYCLE = "motorcycle"
    THREE_WHEELER = "three_wheeler"
    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"
    SPECIAL = "special"
    BICYCLE = "bicycle"
    NON_MOTORISED = "non_motorised"
    PEDESTRIAN = "pedestrian"
    TRAIN = "train"
    OTHER = "other"


class AgeBand(StrEnum):
    """Bands that may be published (the form has eleven; these are sums of them)."""

    A0_14 = "0-14"
    A15_24 = "15-24"
    A25_44 = "25-44"
    A45_59 = "45-59"
    A60 = "60+"


class Light(StrEnum):
    """Light at the place."""

    DAYLIGHT = "daylight"
    TWILIGHT = "twilight"
    NIGHT_LIT = "night_lit"
    NIGHT_DARK = "night_dark"
    UNKNOWN = "unknown"


class Weather(StrEnum):
    """Weather at the time."""

    CLEAR = "clear"
    CLOUDY = "cloudy"
    RAIN = "rain"
    FOG = "fog"
    OTHER = "other"
    UNKNOWN = "unknown"


class Factor(StrEnum):
    """The factor that the investigator recorded: a judgment, published only as 'faktor yang tercatat'."""

    FOLLOWING_DISTANCE = "following_distance"
    SPEED = "speed"
    FATIGUE = "fatigue"
    OVERTAKING = "overtaking"
    LANE_CHANGE = "lane_change"
    RED_LIGHT = "red_light"
    NO_SIGNAL = "no_signal"
    PHONE = "phone"
    ALCOHOL = "alcohol"
    ILLNESS = "illness"
    PEDESTRIAN_PRIORITY = "pedestrian_priority"
    WRONG_WAY = "wrong_way"
    BRAKES = "brakes"
    TYRE = "tyre"
    LIGHTS = "lights"
    DAMAGED_ROAD = "damaged_road"
    SLIPPERY_ROAD = "slippery_road"
    MISSING_SIGN = "missing_sign"
    LEVEL_CROSSING = "level_crossing"
    WEATHER = "weather"
    OTHER = "other"
    UNKNOWN = "unknown"


class RoadClass(StrEnum):
    """Class of a road in the road file; the detector's expectation is per class."""

    MOTORWAY = "motorway"
    ARTERIAL = "arterial"
    COLLECTOR = "collector"
    LOCAL = "local"
    RESIDENTIAL = "residential"
    PATH = "path"


class Emerging(StrEnum):
    """How a place came to be a hotspot, month by month (analysis.measures.emerging has the definitions)."""

    NEW = "new"
    CONSECUTIVE = "consecutive"
    INTENSIFYING = "intensifying"
    PERSISTENT = "persistent"
    DIMINISHING = "diminishing"
    SPORADIC = "sporadic"
    OSCILLATING = "oscillating"
    HISTORICAL = "historical"
    NONE = "none"
    TOO_FEW = "too_few"


class Pillar(StrEnum):
    """Kinds of material (content pillars of the product paper)."""

    EDUCATION = "edukasi"
    TRANSPARENCY = "transparansi"
    INTERACTION = "interaksi"
    COMMUNITY = "komunitas"
    CLARIFICATION = "klarifikasi"
    WARNING = "peringatan"
