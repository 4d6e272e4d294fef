"""The map as a picture for link previews: PNG, because those who show previews read no SVG."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFont
from shapely.geometry.base import BaseGeometry

from pipeline.site.maps import CONTIGUOUS, OUTLYING, Shape, in_drawing_order, project
from pipeline.site.outlines import coarse_states

SIZE = (1200, 630)
"""Pixels, as the Open Graph's readers want them."""
FINER = 2
"""The picture is drawn larger and then reduced, for smooth edges."""
PAPER, LAND, INK, SOFT = "#fbfaf6", "#e2ded3", "#1d2126", "#5b6067"
COLOURS = {"state": "#b7832f", "county": "#17706a", "city": "#a63a2a"}
FONTS = Path(__file__).parent / "static" / "fonts"


def draw_picture(title: str, line: str, shapes: list[Shape]) -> bytes:
    """A PNG with a title, a line below it, and the contiguous states with `shapes` on them."""
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), PAPER)
    canvas = ImageDraw.Draw(image)
    states = [project(outline, CONTIGUOUS) for code, outline in coarse_states().items() if code not in OUTLYING]
    left, bottom, right, top = shapely.total_bounds(states)
    zoom = min(0.62 * image.width / (right - left), 0.86 * image.height / (top - bottom))
    corner = (image.width - (right - left) * zoom - 30 * FINER, (image.height - (top - bottom) * zoom) / 2)

    def pixels(xy: np.ndarray) -> list[tuple[float, float]]:
        return [(corner[0] + (x - left) * zoom, corner[1] + (top - y) * zoom) for x, y in xy]

    for state in states:
        for ring in _rings(state):
            canvas.polygon(pixels(ring), fill=LAND, outline=PAPER)
    for shape in in_drawing_order(shape for shape in shapes if shape.geoid[:2] not in OUTLYING):
        colour = COLOURS.get(shape.level, SOFT)
        for ring in _rings(project(shape.geometry, CONTIGUOUS)):
            canvas.polygon(pixels(ring), fill=colour)
        if shape.level != "state":
            ((x, y),) = pixels(shapely.get_coordinates(project(shapely.Point(shape.lon, shape.lat), CONTIGUOUS)))
            canvas.circle((x, y), 7 * FINER, fill=colour, outline=PAPER, width=2 * FINER)
    width = corner[0] - 40 * FINER
    below = _write(canvas, title, (50 * FINER, 120 * FINER), width, "source-serif-4.woff2", 46 * FINER, 650, INK)
    _write(canvas, line, (50 * FINER, below + 24 * FINER), width, "public-sans.woff2", 25 * FINER, 450, SOFT)
    out = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def _rings(geometry: BaseGeometry) -> Iterator[np.ndarray]:
    """The outer rings of a geometry; holes are too small to show."""
    for part in shapely.get_parts(geometry):
        yield np.asarray(part.exterior.coords)[:, :2]


def _write(
    canvas: ImageDraw.ImageDraw,
    text: str,
    at: tuple[float, float],
    width: float,
    font_file: str,
    size: int,
    weight: int,
    colour: str,
) -> float:
    """Write a text in lines no wider than `width`, six at most; returns where the last one ends."""
    font = ImageFont.truetype(str(FONTS / font_file), size)
    font.set_variation_by_axes([weight])
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 6:
        lines = [*lines[:5], lines[5] + " …"]
    for number, part in enumerate(lines):
        canvas.text((at[0], at[1] + number * size * 1.2), part, font=font, fill=colour)
    return at[1] + len(lines) * size * 1.2
