"""The map of North-east Asia, cut from Natural Earth: writes data/record/outlines.csv and
outline_points.csv.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && pip install shapely
    python tools/map.py package/countries-10m.json

The world-atlas package holds Natural Earth 4.1.0 (public domain), 1:10 million, as TopoJSON.
Borders are thinned arc by arc, so that neighbours keep one border between them, and then cut to the
frame. A point of detail 1 belongs to the coarse outline for drawing, all points together to the
fine one for measuring. Nobody needs to run this to build the book.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from itertools import pairwise
from pathlib import Path

from shapely.geometry import LineString, Polygon, box

SHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
DATA = Path(__file__).parent.parent / "data" / "record"
SOURCE = "natural-earth-countries-nd[countries, 1:10 million]"
STATES = {
    "643": "RUS",
    "392": "JPN",
    "410": "KOR",
    "408": "PRK",
    "156": "CHN",
    "496": "MNG",
    "158": "TWN",
}
WEST, SOUTH, EAST, NORTH = 98.0, 16.0, 172.0, 61.0
FRAME = box(WEST, SOUTH, EAST, NORTH)
FINE_DEG, COARSE_DEG = 0.02, 0.06
LEAST_SQUARE_DEG = 0.03
# Islands by a point inside them: their name in the data, and the region that the chapters tell
# apart.
NAMED = {
    "rus-sakhalin": ("sakhalin", 142.9, 50.0),
    "rus-iturup": ("southern-kurils", 147.9, 45.05),
    "rus-kunashir": ("southern-kurils", 145.85, 44.1),
    "rus-shikotan": ("southern-kurils", 146.75, 43.8),
    "rus-zelyony": ("southern-kurils", 146.14, 43.5),
    "jpn-hokkaido": ("island", 142.8, 43.4),
    "jpn-honshu": ("island", 138.5, 36.2),
    "jpn-kyushu": ("island", 130.9, 32.5),
    "jpn-shikoku": ("island", 133.5, 33.8),
    "kor-jeju": ("island", 126.55, 33.38),
    "rus-urup": ("kurils", 149.95, 45.9),
    "rus-kamchatka": ("mainland", 157.0, 53.0),
}
NOTES = {"southern-kurils": "Administered by Russia, claimed by Japan"}


def read(path: Path) -> dict:
    """The TopoJSON, if it is the file that this recipe was made for."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        sys.exit(f"Error: {path} cannot be read: {error.strerror}")
    if hashlib.sha256(raw).hexdigest() != SHA256:
        sys.exit(f"Error: {path} is not countries-10m.json of world-atlas 2.0.2")
    return json.loads(raw)


def arcs_of(atlas: dict, tolerance: float) -> list[list[tuple[float, float]]]:
    """Every arc in degrees, thinned by Douglas and Peucker's rule; a closed arc keeps four points
    at least."""
    (kx, ky), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for steps in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((round(x * kx + x0, 4), round(y * ky + y0, 4)))
        thin = list(LineString(points).simplify(tolerance).coords)
        found.append(thin if len(thin) > 3 or points[0] != points[-1] else points)
    return found


def polygons(atlas: dict, arcs: list, code: str) -> list[Polygon]:
    """The polygons of a state that lie in the frame, largest first."""
    shape = next(g for g in atlas["objects"]["countries"]["geometries"] if g.get("id") == code)
    found = []
    for part in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
        points: list = []
        for index in part[0]:
            more = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += more[1:] if points else more
        if len(points) < 4:
            continue
        cut = Polygon(points).buffer(0).intersection(FRAME)
        found += [
            piece
            for piece in getattr(cut, "geoms", [cut])
            if isinstance(piece, Polygon) and not piece.is_empty
        ]
    return sorted(found, key=lambda piece: -piece.area)


def name_of(piece: Polygon, state: str, number: int) -> tuple[str, str]:
    """The id of an outline and its region."""
    from shapely.geometry import Point

    for name, (region, x, y) in NAMED.items():
        if name.startswith(state.lower()) and piece.contains(Point(x, y)):
            return name, region
    west, _, _, north = piece.bounds
    if number == 1 and state != "TWN":
        return f"{state.lower()}-mainland", "mainland"
    # What lies in the sea between Hokkaido and Kamchatka and is not named above belongs to the
    # undisputed chain.
    chain = state == "RUS" and west > 149 and north < 51.2
    return f"{state.lower()}-island-{number}", "kurils" if chain else "island"


def main(path: Path) -> None:
    """Cut, name and write."""
    atlas = read(path)
    fine = arcs_of(atlas, FINE_DEG)
    coarse = {point for arc in arcs_of(atlas, COARSE_DEG) for point in arc}
    outlines, points = [], []
    for code, state in STATES.items():
        for number, piece in enumerate(polygons(atlas, fine, code), start=1):
            own, region = name_of(piece, state, number)
            if region == "island" and piece.area < LEAST_SQUARE_DEG:
                continue
            outlines.append([own, state, region, NOTES.get(region, ""), SOURCE, "verified"])
            # Clockwise on the map: d3 takes the left of a ring for its outside.
            ring = [
                (round(x, 3), round(y, 3))
                for x, y in (
                    list(piece.exterior.coords)
                    if not piece.exterior.is_ccw
                    else list(piece.exterior.coords)[::-1]
                )
            ]
            kept = [point for before, point in pairwise([None, *ring]) if point != before]
            rounded = {(round(x, 3), round(y, 3)) for x, y in coarse}
            edge = [x in (WEST, EAST) or y in (SOUTH, NORTH) for x, y in kept]
            detail = [
                1 if on_edge or point in rounded else 2
                for point, on_edge in zip(kept, edge, strict=True)
            ]
            detail[0] = detail[-1] = 1
            if detail.count(1) < 4:
                detail = [1] * len(kept)
            # Only Russian soil is measured to, so that only its fine outline is kept.
            both = [
                (x, y, d)
                for (x, y), d in zip(kept, detail, strict=True)
                if d == 1 or state == "RUS"
            ]
            points += [[own, n, *point] for n, point in enumerate(both, start=1)]
    write(
        "outlines.csv", ["id", "state", "region", "note", "source", "confidence"], sorted(outlines)
    )
    write(
        "outline_points.csv",
        ["outline_id", "n", "longitude_deg", "latitude_deg", "detail"],
        sorted(points, key=lambda row: (row[0], row[1])),
    )
    drawn = sum(point[4] == 1 for point in points)
    print(f"outlines: {len(outlines)}; points: {len(points)}, coarse: {drawn}")


def write(name: str, header: list[str], rows: list[list]) -> None:
    """A table of the record."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Error: name the file countries-10m.json of world-atlas 2.0.2, and nothing else.")
    main(Path(sys.argv[1]))
