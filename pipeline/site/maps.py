"""Maps as paths: projected, simplified and rounded on the server, drawn by the browser as inline SVG.

No tiles, no library and no JavaScript are needed to see one, and each shape is a link that a keyboard reaches.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely.affinity import affine_transform
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

WIDTH = 20_000
"""Width of every map in its own units. A screen shows about 1,000 pixels, so that 1 unit stays fine when zoomed."""
PIXEL = WIDTH / 1000
CONTIGUOUS = "EPSG:5070"
"""Conus Albers, the equal-area projection of the national atlas (NAD 83)."""
OUTLYING = frozenset({"02", "15", "60", "66", "69", "72", "78"})
"""FIPS codes of the states and territories that do not fit beside the contiguous ones: each gets an inset."""
SMALL = {"city": 14 * PIXEL}
"""A shape with less area than a square of this side gets a dot, to be seen and hit with a finger; cities soon, for they
are ragged, and their borders would hide them."""
SMALL_OTHER = 7 * PIXEL
PHONE = 3
"""How many times smaller a map is on a phone."""
WHOLE_COUNTRY = 0.45
"""Shapes that span more than this share of the country's width are shown on the whole country."""
BESIDE = WIDTH * 3 // 10
"""How far the land goes on at either side of a map: a low screen shows that, for it shows the map's whole height."""
Box = tuple[int, int, int, int]
"""Left, top, width and height, in map units."""
LEVEL_ORDER = {"state": 0, "county": 1, "city": 2}
"""Larger levels are drawn first, so that the smaller ones lie on top."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A jurisdiction to draw: longitude and latitude on NAD 83 / WGS 84."""

    geoid: str
    name: str
    level: str
    geometry: BaseGeometry
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape in map units."""

    geoid: str
    name: str
    level: str
    path: str
    x: int
    y: int
    dot: str
    """Whether a dot marks it: `always`, on a `phone` only, or `never`."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale bar: its length in map units and what that is on the ground."""

    length: int
    label: str


@dataclass(frozen=True, slots=True)
class Map:
    """Everything the template draws, in map units, the origin top left."""

    height: int
    land: str
    lines: str = ""
    legal: str = ""
    shapes: tuple[Drawn, ...] = ()
    insets: tuple[Box, ...] = ()
    scale: Scale | None = None
    width: int = field(default=WIDTH, init=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the map with its own projection: `x = (X - left) * zoom + dx`, `y = (top - Y) * zoom + dy`."""

    crs: str
    left: float
    top: float
    zoom: float
    dx: float = 0
    dy: float = 0

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in longitude and latitude, in map units."""
        matrix = (self.zoom, 0, 0, -self.zoom, self.dx - self.left * self.zoom, self.dy + self.top * self.zoom)
        return affine_transform(project(geometry, self.crs), matrix)


def overview(shapes: Sequence[Shape], states: Mapping[str, BaseGeometry], whole: bool = False) -> Map:
    """A map of all `shapes`: the country, or the part that they lie in when that is small.

    Args:
        shapes: What to draw.
        states: The outline of each state by its FIPS code, within the shoreline.
        whole: Show the whole country wherever the shapes lie.

    Returns:
        The map; shapes of Alaska, Hawaii and the territories in insets of their own.
    """
    outlying = sorted({shape.geoid[:2] for shape in shapes} & OUTLYING & states.keys())
    main = [shape for shape in shapes if shape.geoid[:2] not in OUTLYING]
    if len(outlying) == 1 and not main and not whole:
        frame, height = _fit(_around(states[outlying[0]]), [shape.geometry for shape in shapes])
        frames = {outlying[0]: frame}
        insets: list[Box] = []
    else:
        country = [states[code] for code in states if code not in OUTLYING]
        frame, height = _main_frame([shape.geometry for shape in main], country, whole)
        frames, insets = _insets([(code, states[code]) for code in outlying], height)
    land = [
        _state(outline, frames.get(code, frame), height)
        for code, outline in states.items()
        if code in frames or code not in OUTLYING
    ]
    return Map(
        height=height,
        land=" ".join(filter(None, land)),
        shapes=tuple(draw(shape, frames.get(shape.geoid[:2], frame)) for shape in in_drawing_order(shapes)),
        insets=tuple(insets),
    )


@lru_cache(maxsize=512)
def _state(outline: BaseGeometry, frame: Frame, height: int) -> str:
    """The path of a state on a map of that height; most maps show the same states in the same frame."""
    return path(clip(frame.place(outline), box(-BESIDE, 0, WIDTH + BESIDE, height), PIXEL / 2))


def detail(
    shape: Shape,
    neighbours: Sequence[Shape],
    states: Mapping[str, BaseGeometry],
    counties: Iterable[BaseGeometry],
    legal: BaseGeometry | None = None,
) -> Map:
    """A map of one shape in its surroundings.

    Args:
        shape: What the map is about; smaller jurisdictions inside it are drawn on it.
        neighbours: Other jurisdictions, drawn where they come into view.
        states: The outline of each state by its FIPS code, within the shoreline.
        counties: Outlines of counties, drawn as thin lines.
        legal: The legal boundary, drawn as a broken line where it goes beyond the shape.
    """
    extent = shape.geometry if legal is None else shapely.union(shape.geometry, legal)
    frame, height = _fit(_around(shape.geometry), [extent], padding=0.35)
    window = box(-BESIDE, 0, WIDTH + BESIDE, height)
    near = surroundings(shape.geometry)
    # A state's outline is cut twice: roughly before it is projected, exactly after.
    land = [
        clip(frame.place(shapely.clip_by_rect(outline, *near)), window, PIXEL)
        for outline in states.values()
        if outline.intersects(box(*near))
    ]
    ground = shapely.union_all(land)
    lines = [
        clip(shapely.boundary(frame.place(county)), window, PIXEL)
        for county in counties
        if county.intersects(box(*near))
    ]
    around = [other for other in neighbours if other.geoid != shape.geoid and other.geometry.intersects(box(*near))]
    drawn = [draw(one, frame) for one in in_drawing_order([*around, shape])]
    visible = [one for one in drawn if (0 <= one.x <= WIDTH and 0 <= one.y <= height) or one.geoid == shape.geoid]
    beyond = None
    if legal is not None and legal.difference(shape.geometry).area > 0.01 * legal.area:
        beyond = clip(frame.place(legal), window, PIXEL)
    return Map(
        height=height,
        land=" ".join(map(path, land)),
        lines=" ".join(path(line.intersection(ground)) for line in lines),
        legal=path(beyond) if beyond is not None else "",
        shapes=tuple(visible),
        scale=_scale(shape, frame),
    )


def draw(shape: Shape, frame: Frame) -> Drawn:
    """A shape in map units, with just the detail that shows."""
    placed = frame.place(shape.geometry)
    left, top, right, bottom = placed.bounds
    size = max(right - left, bottom - top)
    outline = simplify(placed, min(PIXEL / 6, size / 150))
    x, y = map(round, shapely.get_coordinates(frame.place(shapely.Point(shape.lon, shape.lat)))[0])
    return Drawn(
        geoid=shape.geoid,
        name=shape.name,
        level=shape.level,
        path=path(outline) or f"M{x} {y}h1v1h-1z",
        x=x,
        y=y,
        dot=_dot(math.sqrt(placed.area), SMALL.get(shape.level, SMALL_OTHER)),
    )


def _dot(size: float, small: float) -> str:
    return "always" if size < small else "phone" if size < PHONE * small else "never"


def in_drawing_order(shapes: Iterable[Shape]) -> list[Shape]:
    """States first, cities last; the larger before the smaller."""
    return sorted(shapes, key=lambda shape: (LEVEL_ORDER.get(shape.level, 0), -shape.geometry.area))


def project(geometry: BaseGeometry, crs: str) -> BaseGeometry:
    """A geometry in longitude and latitude, in metres of `crs`."""
    transform = _transformer(crs).transform
    return shapely.transform(geometry, lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1])))


@lru_cache(maxsize=512)
def _transformer(crs: str) -> Transformer:
    return Transformer.from_crs("EPSG:4269", crs, always_xy=True)


def simplify(geometry: BaseGeometry, tolerance: float) -> BaseGeometry:
    """A coarser geometry, without the islands that would not show."""
    parts = [part for part in shapely.get_parts(geometry) if not isinstance(part, Polygon) or part.area > tolerance**2]
    largest = max(shapely.get_parts(geometry), key=lambda part: part.area, default=geometry)
    kept = MultiPolygon(parts) if parts and isinstance(parts[0], Polygon) else (geometry if parts else largest)
    return shapely.simplify(kept, tolerance, preserve_topology=True)


def clip(geometry: BaseGeometry, window: Polygon, tolerance: float) -> BaseGeometry:
    """The part of a geometry in or just outside the window: its cut edge must not show as a border."""
    left, top, right, bottom = window.bounds
    margin = 5 * PIXEL
    cut = shapely.clip_by_rect(geometry, left - margin, top - margin, right + margin, bottom + margin)
    return shapely.make_valid(simplify(cut, tolerance)) if not cut.is_empty else cut


def path(geometry: BaseGeometry) -> str:
    """SVG path data of polygons or lines, rounded to whole units, in relative moves."""
    pieces = []
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon):
            pieces += [_ring(np.asarray(ring.coords)[:-1], "z") for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in ("LineString", "LinearRing"):
            pieces.append(_ring(np.asarray(part.coords), ""))
        elif part.geom_type.startswith(("Multi", "Geometry")):
            pieces.append(path(part))
    return "".join(pieces)


def _ring(coordinates: np.ndarray, end: str) -> str:
    points = np.rint(coordinates[:, :2]).astype(int)
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = np.any(np.diff(points, axis=0) != 0, axis=1)
    points = points[kept]
    if len(points) < (3 if end else 2):
        return ""
    steps = " ".join(f"{dx} {dy}" for dx, dy in np.diff(points, axis=0))
    return f"M{points[0][0]} {points[0][1]}l{steps}{end}".replace(" -", "-")


def _main_frame(geometries: list[BaseGeometry], country: list[BaseGeometry], whole: bool) -> tuple[Frame, int]:
    """The frame of the contiguous states: all of them, or where `geometries` lie if that is a small part."""
    everything = _projected_bounds(country, CONTIGUOUS)
    part = _projected_bounds(geometries, CONTIGUOUS) if geometries else everything
    if not geometries or whole or part[2] - part[0] > WHOLE_COUNTRY * (everything[2] - everything[0]):
        return _frame(CONTIGUOUS, everything, padding=0.02)
    return _fit(_around(shapely.union_all([shapely.envelope(one) for one in geometries])), geometries)


def _fit(crs: str, geometries: Iterable[BaseGeometry], padding: float = 0.15) -> tuple[Frame, int]:
    """The frame that shows `geometries` with some room around, no wider than 2:1 and no taller than 1:1."""
    return _frame(crs, _projected_bounds(geometries, crs), padding, widest=2.0, tallest=1.25)


def _frame(
    crs: str,
    bounds: tuple[float, float, float, float],
    padding: float,
    widest: float = math.inf,
    tallest: float = 0,
) -> tuple[Frame, int]:
    left, bottom, right, top = bounds
    pad = padding * max(right - left, top - bottom)
    width, height = right - left + 2 * pad, top - bottom + 2 * pad
    shown_width = max(width, height * tallest)
    shown_height = max(height, shown_width / widest)
    zoom = WIDTH / shown_width
    frame = Frame(crs, (left + right - shown_width) / 2, (top + bottom + shown_height) / 2, zoom)
    return frame, round(shown_height * zoom)


def _insets(outlines: list[tuple[str, BaseGeometry]], height: int) -> tuple[dict[str, Frame], list[Box]]:
    """Frames for states that lie apart, side by side at the bottom left, and the boxes around them."""
    frames, boxes = {}, []
    side = WIDTH // 7
    for number, (code, outline) in enumerate(outlines):
        crs = _around(outline)
        left, bottom, right, top = _projected_bounds([outline], crs)
        zoom = 0.9 * side / max(right - left, top - bottom)
        x, y = PIXEL * 6 + number * (side + PIXEL * 6), height - side - PIXEL * 6
        dx = x + (side - (right - left) * zoom) / 2
        dy = y + (side - (top - bottom) * zoom) / 2
        frames[code] = Frame(crs, left, top, zoom, dx, dy)
        boxes.append((round(x), round(y), side, side))
    return frames, boxes


def _projected_bounds(geometries: Iterable[BaseGeometry], crs: str) -> tuple[float, float, float, float]:
    return tuple(shapely.total_bounds([project(geometry, crs) for geometry in geometries]))


def _around(geometry: BaseGeometry) -> str:
    """An equal-area projection centred on a geometry, also where that crosses the antimeridian."""
    lons = shapely.get_coordinates(geometry)[:, 0]
    lats = shapely.get_coordinates(geometry)[:, 1]
    if lons.max() - lons.min() > 180:
        lons = lons % 360
    lon, lat = (lons.min() + lons.max()) / 2, (lats.min() + lats.max()) / 2
    return f"+proj=laea +lat_0={lat:.3f} +lon_0={lon:.3f} +datum=NAD83 +units=m"


def surroundings(geometry: BaseGeometry) -> tuple[float, float, float, float]:
    """A generous box around a geometry: its left, bottom, right and top in degrees."""
    left, bottom, right, top = geometry.bounds
    reach = 1.5 * max(right - left, top - bottom)
    sideways = reach / max(0.2, math.cos(math.radians((bottom + top) / 2)))
    return left - sideways, bottom - reach, right + sideways, top + reach


def _scale(shape: Shape, frame: Frame) -> Scale:
    """A round distance of a fifth of the map's width, in miles with kilometres."""
    metres = WIDTH / frame.zoom / 5
    miles = metres / 1609.344
    power = 10 ** math.floor(math.log10(miles))
    round_miles = next((step * power for step in (5, 2, 1) if step * power <= miles), power)
    length = round(round_miles * 1609.344 * frame.zoom)
    kilometres = round_miles * 1.609344
    return Scale(
        length,
        f"{round_miles:g} mi ({kilometres:.2g} km)" if kilometres < 10 else f"{round_miles:g} mi ({kilometres:.0f} km)",
    )
