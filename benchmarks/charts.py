"""Small charts as SVG: groups of bars, and a curve in the unit square."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

COLOURS = ("#b3243f", "#4f7ea8", "#8fb0c9", "#c9d6df")
INK, LINE, FAINT = "#333", "#ddd", "#999"
LEFT, RIGHT, TOP, BOTTOM = 50, 10, 20, 60
TICKS = [step / 5 for step in range(6)]


def draw_bars(title: str, groups: Sequence[str], series: dict[str, list[float]]) -> str:
    """Values between 0 and 1: a group of bars for each of `groups`, in it a bar for each of `series`."""
    width, height, bar = 760, 320, 46
    step = (width - LEFT - RIGHT) / len(groups)
    parts = [*_grid(width, height)]
    for number, group in enumerate(groups):
        middle = LEFT + step * (number + 0.5)
        for place, (values, colour) in enumerate(zip(series.values(), COLOURS, strict=True)):
            x, y = middle + (place - len(series) / 2) * bar, _y(values[number], height)
            parts.append(_box(x + 2, y, bar - 4, height - BOTTOM - y, colour))
            parts.append(_label(x + bar / 2, y - 5, f"{values[number]:.2f}"))
        parts.append(_label(middle, height - BOTTOM + 20, group))
    for place, (name, colour) in enumerate(zip(series, COLOURS, strict=True)):
        parts.append(_box(LEFT + place * 180, height - 22, 12, 12, colour))
        parts.append(_label(LEFT + place * 180 + 18, height - 11, name, "start"))
    return _chart(title, width, height, parts)


def draw_curve(title: str, points: Sequence[tuple[float, float]], notes: Sequence[str]) -> str:
    """A curve in the unit square with the diagonal, and a tooltip at each point."""
    size = 360
    places = [(_x(x, size), _y(y, size)) for x, y in points]
    path = "L".join(f"{x:g} {y:g}" for x, y in places)
    ends = f"{LEFT} {_y(0, size):g}L{size - RIGHT} {_y(1, size):g}"
    parts = [
        *_grid(size, size),
        *(_label(_x(tick, size), size - BOTTOM + 18, f"{tick:g}") for tick in TICKS),
        _label((LEFT + size) / 2, size - 18, "score"),
        f'<g transform="translate(14 {size / 2 - 20:g}) rotate(-90)">{_label(0, 0, "share right")}</g>',
        f'<path d="M{ends}" stroke="{FAINT}" stroke-dasharray="4 4"/>',
        f'<path d="M{path}" fill="none" stroke="{COLOURS[0]}" stroke-width="2"/>',
    ]
    for (x, y), note in zip(places, notes, strict=True):
        parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{COLOURS[0]}"><title>{escape(note)}</title></circle>')
    return _chart(title, size, size, parts)


def _chart(title: str, width: int, height: int, parts: Iterable[str]) -> str:
    body = "\n".join(parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>{escape(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<g font-family="Helvetica, Arial, sans-serif" font-size="13" fill="{INK}">
{body}
</g>
</svg>
"""


def _grid(width: int, height: int) -> Iterator[str]:
    """Lines and labels at 0, 0.2, … 1."""
    for tick in TICKS:
        y = _y(tick, height)
        yield f'<line x1="{LEFT}" x2="{width - RIGHT}" y1="{y:g}" y2="{y:g}" stroke="{LINE}"/>'
        yield _label(LEFT - 8, y + 4, f"{tick:g}", "end")


def _x(value: float, width: int) -> float:
    return round(LEFT + value * (width - LEFT - RIGHT), 1)


def _y(value: float, height: int) -> float:
    return round(height - BOTTOM - value * (height - BOTTOM - TOP), 1)


def _label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'
