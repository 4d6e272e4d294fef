"""GeoParquet 1.1: the jurisdictions with both boundaries, a bounding box for each row, sorted by GEOID."""

import io

import geopandas as gpd
import pandas as pd


def write_geoparquet(jurisdictions: pd.DataFrame, boundaries: gpd.GeoDataFrame, legal: gpd.GeoDataFrame) -> bytes:
    """The table with `geometry` (within the shoreline) and `legal`, both in WGS 84; matched by position."""
    rows = gpd.GeoDataFrame(
        jurisdictions.reset_index(drop=True), geometry=boundaries.geometry.to_numpy(), crs="EPSG:4326"
    )
    rows["legal"] = gpd.GeoSeries(legal.geometry.to_numpy(), crs="EPSG:4326")
    buffer = io.BytesIO()
    rows.sort_values("geoid").to_parquet(
        buffer, index=False, compression="zstd", schema_version="1.1.0", write_covering_bbox=True
    )
    return buffer.getvalue()
