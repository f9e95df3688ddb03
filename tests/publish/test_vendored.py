"""What the book carries of others' work: listed, unchanged, licensed, and the same as what draws at
build."""

import hashlib
import json
import re
from importlib.metadata import version

import pytest
import vl_convert

from support import ROOT

PAGE = ROOT / "shieldbook" / "publish" / "static" / "vendor"
LIVE = PAGE.parent / "thebe"
FOLDERS = [PAGE, LIVE, ROOT / "tests" / "browser" / "vendor"]

every_folder = pytest.mark.parametrize(
    "folder", FOLDERS, ids=["of the pages", "of the live page", "of the tests"]
)


def listed(folder):
    """What the list of a folder says, one entry a package."""
    return json.loads((folder / "vendored.json").read_text(encoding="utf-8"))


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


@every_folder
def test_every_vendored_file_is_listed_as_it_is(folder):
    sums = {file.name: digest(file) for file in folder.iterdir() if file.name != "vendored.json"}
    assert (
        sums
        == {name: wanted for entry in listed(folder) for name, wanted in entry["files"].items()}
        != {}
    )


@pytest.mark.parametrize("field", ["name", "version", "source", "licence"])
@every_folder
def test_every_vendored_package_states_its(folder, field):
    assert [entry for entry in listed(folder) if not entry.get(field, "").strip()] == []


@every_folder
def test_every_vendored_package_has_a_version_by_number(folder):
    assert [
        entry["name"] for entry in listed(folder) if not re.search(r"\d+\.\d+", entry["version"])
    ] == []


@every_folder
def test_the_licence_of_what_is_vendored_stands_beside_it(folder):
    notes = [file for file in folder.iterdir() if re.search("licen[cs]e", file.name, re.IGNORECASE)]
    assert any("copyright" in note.read_text(encoding="utf-8").lower() for note in notes)


def test_no_other_folder_holds_a_bundle():
    big = [
        path
        for room in ("shieldbook", "book", "tests")
        for path in (ROOT / room).rglob("*.js")
        if not {"_build", "node_modules"} & set(path.parts) and path.stat().st_size > 100_000
    ]
    assert {path.parent for path in big} <= set(FOLDERS)


def test_the_pages_draw_with_the_vega_that_drew_the_pictures():
    bundle = vl_convert.javascript_bundle().encode("utf-8")
    assert digest(PAGE / "vega.js") == hashlib.sha256(bundle).hexdigest()


def test_the_list_names_the_versions_inside_the_bundle():
    told = listed(PAGE)[0]
    vega, lite, embed = (
        vl_convert.get_vega_version(),
        vl_convert.get_vegalite_versions()[-1],
        vl_convert.get_vega_embed_version(),
    )
    assert told["version"] == f"Vega {vega}, Vega-Lite {lite}, Vega-Embed {embed}"
    assert told["source"] == f"vl-convert-python {vl_convert.__version__}, javascript_bundle()"


@pytest.mark.parametrize("part", ["vega", "vega-lite", "vega-embed", "d3-scale", "topojson-client"])
def test_the_licences_cover_the_parts_of_the_bundle(part):
    assert re.search(
        rf"(?:^|, ){part} \d",
        (PAGE / "vega-licences.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )


def test_the_converter_is_the_one_that_the_lock_pins():
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^vl-convert-python==(\S+)", lock, re.MULTILINE)[1] == version(
        "vl-convert-python"
    )
