"""Plane and ellipsoid: simplifying, clipping to the shore, measuring, and finding where a label goes.

Coordinates are longitude and latitude in degrees (NAD 83, EPSG:4269); areas are square kilometres on the GRS 80
ellipsoid, with the vertices joined by geodesics (`pyproj.Geod`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Shapes = NDArray[Any]

# Stored vertices lie on a grid of this many degrees, less than a metre. A power of two, because it leaves most bits of
# a coordinate zero: the file is a third smaller than with a decimal grid as fine.
STORED_GRID = 2.0**-17
# Published vertices lie on a grid of this many degrees, about a metre: GeoJSON with five decimals loses nothing.
PUBLISHED_GRID = 1e-5
# Parts and holes smaller than this, in square degrees (0.1 ha or so), are what clipping leaves where two lines that
# mean the same shore run a little apart.
SLIVER = 1e-7


def clip(legal: Shapes, land: Shapes) -> Shapes:
    """Clip legal boundaries to the land.

    Parameters
    ----------
    legal, land
        Boundaries and the land mask for each, arrays of one length.

    Returns
    -------
    array
        Valid polygons and multipolygons on the published grid. Slivers of less than `SLIVER` are dropped, as parts and
        as holes. A boundary of which nothing is land by the mask (a rock that the mask leaves out) is returned whole.
    """
    clipped = np.array([_without_slivers(shape) for shape in shapely.intersection(legal, land)])
    return np.where(shapely.is_empty(clipped), snap(legal, PUBLISHED_GRID), clipped)


def snap(shapes: Shapes, grid: float) -> Shapes:
    """Move vertices to a grid of so many degrees, keeping shapes valid polygons."""
    return np.array([_polygons(shape) for shape in shapely.set_precision(shapes, grid)])


def simplify_coverage(shapes: Shapes, tolerance: float) -> Shapes:
    """Simplify polygons that share borders so that they still share them, and move the vertices to the stored grid.

    `tolerance` is the side, in degrees, of a square as large as the triangles that may be cut off (Visvalingam-Whyatt).
    """
    return snap(shapely.coverage_simplify(shapes, tolerance), STORED_GRID)


def areas_km2(shapes: Iterable[Any], digits: int = 3) -> list[float]:
    """Measure shapes on the ellipsoid, in square kilometres rounded to `digits` decimals."""
    from pyproj import Geod

    ellipsoid = Geod(ellps="GRS80")
    # Orienting matters: a ring's winding gives its area's sign, and so tells a hole from a part.
    return [
        round(ellipsoid.geometry_area_perimeter(shapely.orient_polygons(shape))[0] / 1e6, digits) for shape in shapes
    ]


def label_points(shapes: Shapes) -> Shapes:
    """Find, in each shape's largest part, the point farthest from its boundary (the pole of inaccessibility).

    Longitudes are shortened by the cosine of the latitude, so that "farthest" is nearly true on the ground. The point
    has five decimals and lies inside.
    """
    return np.array([_label_point(shape) for shape in shapes])


def _label_point(shape: Any) -> Any:
    parts = shapely.get_parts(shape)
    part = parts[np.argmax(shapely.area(parts))]
    shrink = np.cos(np.radians(shapely.get_y(shapely.centroid(part))))
    flat = shapely.transform(part, lambda xy: xy * [shrink, 1])
    centre = shapely.get_point(shapely.maximum_inscribed_circle(flat, tolerance=np.sqrt(flat.area) / 200), 0)
    point = shapely.Point(round(centre.x / shrink, 5), round(centre.y, 5))
    return point if shapely.contains_properly(part, point) else shapely.point_on_surface(part)


def _without_slivers(shape: Any) -> Any:
    """Drop the smallest parts and holes, but never the largest part."""
    polygons = _polygons(shape)
    if shapely.is_empty(polygons):
        return polygons
    parts = shapely.get_parts(polygons)
    kept = parts[shapely.area(parts) >= min(SLIVER, shapely.area(parts).max())]
    filled = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= SLIVER])
        for part in kept
    ]
    whole = filled[0] if len(filled) == 1 else shapely.multipolygons(filled)
    return _polygons(shapely.set_precision(whole, PUBLISHED_GRID))


def _polygons(shape: Any) -> Any:
    """Keep a geometry's polygons, and leave out the lines and points where two shapes merely touch."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])
