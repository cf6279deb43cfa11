"""Distances on the road in metres, from one set of assumptions: what drawings are scaled to and what facts print.

Uniform motion and uniform deceleration: distance = v t + v^2 / (2 a). Pure functions; speeds in km/h, times in seconds,
distances in metres. `value("stopping/50/dry")` gives any of them by name, so that a printed number can be traced back.
"""

from __future__ import annotations

from dataclasses import dataclass

REACTION_S = 1.5  # from seeing to braking; a usual design value (1.0-2.5 s), attentive driver
DECELERATION = {
    "dry": 5.0,
    "wet": 2.5,
}  # m/s2; dry: least that PP 55/2012 Pasal 67 asks of brakes; wet: half of it
SPEEDS_KMH = (30, 50, 80)  # limits for settlements, towns and roads between towns (PP 79/2013 Pasal 23)
GLANCE_S = 2.0  # a short look at a phone
GAP_S = 3.0  # the distance that the tips ask for


def speed_mps(kmh: float) -> float:
    """Metres a second."""
    return kmh / 3.6


def travelled_m(kmh: float, seconds: float) -> float:
    """Way at constant speed."""
    return speed_mps(kmh) * seconds


def reacting_m(kmh: float) -> float:
    """Way before the brakes act."""
    return travelled_m(kmh, REACTION_S)


def braking_m(kmh: float, surface: str) -> float:
    """Way under the brakes on a "dry" or "wet" road. Raises KeyError for another surface."""
    return speed_mps(kmh) ** 2 / (2 * DECELERATION[surface])


def stopping_m(kmh: float, surface: str) -> float:
    """Way from seeing to standing."""
    return reacting_m(kmh) + braking_m(kmh, surface)


# ------------------------------------------------------------------------------------------------ overtaking


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A car overtakes a truck on a road with one lane a direction while another car comes towards it."""

    car_kmh: float = 80.0
    truck_kmh: float = 60.0
    oncoming_kmh: float = 80.0
    car_m: float = 4.2
    truck_m: float = 8.0
    clear_m: float = 20.0  # to the truck before pulling out, and again when back in

    @property
    def duration_s(self) -> float:
        """Time on the other side of the road. Raises ZeroDivisionError when the car is not faster."""
        relative_m = 2 * self.clear_m + self.car_m + self.truck_m
        return relative_m / speed_mps(self.car_kmh - self.truck_kmh)

    @property
    def own_m(self) -> float:
        """Way of the car meanwhile."""
        return travelled_m(self.car_kmh, self.duration_s)

    @property
    def oncoming_m(self) -> float:
        """Way of the car that comes towards it meanwhile."""
        return travelled_m(self.oncoming_kmh, self.duration_s)

    @property
    def needed_m(self) -> float:
        """Clear road that must be seen before pulling out."""
        return self.own_m + self.oncoming_m


OVERTAKING = Overtaking()

# ------------------------------------------------------------------------------------------------ blind zones


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a cab: how far the eye is behind it, and the height of its lower edge, in metres."""

    behind_m: float
    sill_m: float


@dataclass(frozen=True, slots=True)
class Cab:
    """A vehicle whose driver sits on the right, as in Indonesia; sizes in metres, typical of the class."""

    length_m: float
    width_m: float
    eye_m: float  # height of the driver's eye
    eye_from_front_m: float
    front: Window
    left: Window
    right: Window

    def hidden_m(self, window: Window, object_m: float) -> float:
        """How far from the window an object of that height stays below the line of sight over the sill; 0 or more.

        Similar triangles: the line falls by (eye - sill) over `behind_m`. Mirrors are not counted.
        """
        fall = (self.eye_m - window.sill_m) / window.behind_m
        return max(0.0, (self.eye_m - object_m) / fall - window.behind_m)


TRUCK = Cab(7.0, 2.4, 2.4, 1.1, Window(1.1, 1.75), Window(1.75, 1.75), Window(0.5, 1.75))
BUS = Cab(10.5, 2.5, 2.2, 1.0, Window(1.0, 1.4), Window(1.9, 1.55), Window(0.5, 1.55))
CHILD_M = 1.0  # the object of the drawing: a child, or a rider bent over the handlebar

# ------------------------------------------------------------------------------------------------ bars of a drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a drawing to scale."""

    kmh: float  # the speed beside it
    parts: tuple[tuple[str, float], ...]  # what happens on the way, and its metres
    name: str  # of its whole length, for `value`
    surface: str = ""  # "dry", "wet", or "" where that is not compared

    @property
    def length_m(self) -> float:
        """All its parts."""
        return sum(metres for _, metres in self.parts)


def _stopping_bar(kmh: float, surface: str, *, is_compared: bool) -> Bar:
    parts = (("reacting", reacting_m(kmh)), ("braking", braking_m(kmh, surface)))
    return Bar(kmh, parts, f"stopping/{kmh}/{surface}", surface if is_compared else "")


BARS: dict[str, tuple[Bar, ...]] = {
    "henti": tuple(_stopping_bar(kmh, "dry", is_compared=False) for kmh in SPEEDS_KMH),
    "basah": tuple(
        _stopping_bar(kmh, surface, is_compared=True) for kmh in SPEEDS_KMH for surface in DECELERATION
    ),
    "ponsel": tuple(
        Bar(kmh, (("glance", travelled_m(kmh, GLANCE_S)),), f"glance/{kmh}") for kmh in SPEEDS_KMH
    ),
    "jarak": tuple(Bar(kmh, (("gap", travelled_m(kmh, GAP_S)),), f"gap/{kmh}") for kmh in SPEEDS_KMH),
    "mendahului": (
        Bar(
            OVERTAKING.car_kmh,
            (("own", OVERTAKING.own_m), ("oncoming", OVERTAKING.oncoming_m)),
            "overtaking/needed",
        ),
    ),
}
TICKS_M: dict[str, tuple[int, ...]] = {
    "henti": (0, 25, 50, 75),
    "basah": (0, 50, 100),
    "ponsel": (0, 10, 20, 30, 40),
    "jarak": (0, 20, 40, 60),
    "mendahului": (0, 100, 200, 300, 400),
}
DRAWINGS = (*BARS, "titik_buta")  # what a fact of a language may name

# ------------------------------------------------------------------------------------------------ by name


def value(name: str) -> float:
    """The number of that name.

    "speed/50", "distance/25", "stopping/50/dry", "glance/50", "gap/50", "deceleration/dry", "overtaking/needed",
    "reaction_s", "glance_s", "gap_s", "child_m". Raises KeyError for any other.
    """
    what, *arguments = name.split("/")
    if what in {"speed", "distance"}:
        return float(arguments[0])
    plain = {"reaction_s": REACTION_S, "glance_s": GLANCE_S, "gap_s": GAP_S, "child_m": CHILD_M}
    if what in plain:
        return plain[what]
    if what == "deceleration":
        return DECELERATION[arguments[0]]
    if what == "stopping":
        return stopping_m(float(arguments[0]), arguments[1])
    if what in {"glance", "gap"}:
        return travelled_m(float(arguments[0]), {"glance": GLANCE_S, "gap": GAP_S}[what])
    return {
        "overtaking/needed": OVERTAKING.needed_m,
        "overtaking/car_kmh": OVERTAKING.car_kmh,
        "overtaking/truck_kmh": OVERTAKING.truck_kmh,
        "overtaking/clear_m": OVERTAKING.clear_m,
    }[name]
