"""GeoJSON as RFC 7946 has it: WGS 84, right-hand rule, bounding boxes, the GEOID as the feature's id."""

import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from pipeline.errors import InputError
from pipeline.tables import records

DECIMALS = 5
"""Of a degree, about a metre: as fine as the reference's grid."""


def write_geojson(frame: pd.DataFrame, geometry: gpd.GeoSeries, decimals: int = DECIMALS) -> bytes:
    """A feature a row, a line a feature: `frame` gives the properties, among them `geoid`; `geometry` the shapes.

    The two are matched by position. Coordinates are longitude and latitude in degrees.
    """
    shapes = [canonical(shape, decimals) for shape in geometry]
    features = [_feature(row, shape, decimals) for row, shape in zip(records(frame), shapes, strict=True)]
    box = dumps(bbox(shapes, decimals))
    body = ",\n".join(map(dumps, features))
    return f'{{"type":"FeatureCollection","bbox":{box},"features":[\n{body}\n]}}\n'.encode()


def read_geojson(data: bytes, path: str) -> gpd.GeoDataFrame:
    """`geoid` and `geometry` of each feature, in order. Raises `InputError` for what is no feature collection."""
    try:
        features = json.loads(data)["features"]
        geoids = [str(feature["id"]) for feature in features]
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InputError(f"{path}: not a GeoJSON feature collection with ids; build the package again") from error
    return gpd.GeoDataFrame({"geoid": geoids}, geometry=shapes, crs="EPSG:4326")


def canonical(shape: shapely.Geometry, decimals: int = DECIMALS) -> shapely.Geometry:
    """The same shape on the decimal grid, valid, its rings by the right-hand rule, its parts in a fixed order."""
    return shapely.orient_polygons(shapely.normalize(shapely.set_precision(shape, 10.0**-decimals)))


def lighten(shape: shapely.Geometry) -> shapely.Geometry:
    """The shape simplified to a hundredth of the square root of its area: as good as before on a small map.

    Parts of less than a ten-thousandth of the area, which no such map shows, are left out.
    """
    parts, area = shapely.get_parts(shape), float(shapely.area(shape))
    kept = shapely.MultiPolygon(list(parts[shapely.area(parts) >= area / 10_000]))
    return shapely.make_valid(shapely.simplify(kept, area**0.5 / 100))


def bbox(shapes: Iterable[shapely.Geometry], decimals: int = DECIMALS) -> list[float]:
    """West, south, east, north of the shapes; west > east where they lie on both sides of the antimeridian.

    RFC 7946, section 5.2. Shapes that reach both 180° and -180° are taken to cross it (the Aleutians).
    """
    bounds = shapely.bounds([part for shape in shapes for part in shapely.get_parts(shape)])
    west, south = bounds[:, 0].min(), bounds[:, 1].min()
    east, north = bounds[:, 2].max(), bounds[:, 3].max()
    eastern = bounds[:, 0] > 0
    if eastern.any() and not eastern.all() and east - west > 180:
        west, east = bounds[eastern, 0].min(), bounds[~eastern, 2].max()
    return [round(float(value), decimals) for value in (west, south, east, north)]


def _feature(properties: dict[str, Any], shape: shapely.Geometry, decimals: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": properties["geoid"],
        "bbox": bbox([shape], decimals),
        "properties": properties,
        "geometry": geometry_mapping(shape, decimals),
    }


def geometry_mapping(shape: shapely.Geometry, decimals: int = DECIMALS) -> dict[str, Any]:
    """A shape as a GeoJSON geometry object."""
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"], decimals)}


def _rounded(value: Any, decimals: int) -> Any:
    return [_rounded(item, decimals) for item in value] if isinstance(value, list) else round(float(value), decimals)


def dumps(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
