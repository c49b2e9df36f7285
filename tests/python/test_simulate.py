# SPDX-License-Identifier: Apache-2.0
"""Simulated photographs: truth, determinism, cover of the design, and the bundled demonstration."""

import hashlib
import io
import json
from importlib import resources

import numpy as np
import pytest
from PIL import Image, ImageCms

from shadematch.color import lab_from_xyz, xyz_from_lab
from shadematch.pigment import bundled_catalogue
from shadematch.simulate import HAIR_CLASSES, draw_design, simulate_photos, simulate_scene
from shadematch.simulate.camera import render_matrix, saturation_matrix
from shadematch.simulate.chart_spectra import chart_spectra, edition_lab, published_spectra
from shadematch.simulate.client import client_hair, client_skin
from shadematch.simulate.demo_catalogue import BLENDS, _reference, healed_lab, volume_fractions
from shadematch.simulate.demo_photo import demo_scene
from shadematch.simulate.encode import encode_pixels, filmic
from shadematch.simulate.light import light_power
from shadematch.simulate.raster import polygon_mask, splat
from shadematch.simulate.split import PRIOR_LIGHTS, PRIOR_MAKERS, TEST_LIGHTS, TEST_MAKERS, cameras_of
from shadematch.simulate.tables import camera_sensitivities
from shadematch.skin import SkinParameters, skin_reflectance
from shadematch.spectrum import lab_from_reflectance

SMALL = {"width": 480, "height": 360}
IDEAL = {
    "gradient": (0.0, 0.0, 0.0),
    "flare": 0.0,
    "white_balance_ln": (0.0, 0.0, 0.0),
    "shot_noise": 0.0,
    "read_noise": 0.0,
    "glare_spots": 0,
    "chart_scatter_sd": 0.0,
}


def decode(pixels):
    code = pixels / 255.0
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def mean_light(scene, polygon):
    mask = polygon_mask(polygon, scene.design.width, scene.design.height)
    return decode(scene.pixels[mask]).mean(axis=0)


def test_one_seed_gives_one_photograph_and_one_truth():
    first, second = (simulate_scene(9, index=2, **SMALL) for _ in range(2))
    assert first.jpeg == second.jpeg
    assert first.truth == second.truth
    assert simulate_scene(9, index=3, **SMALL).jpeg != first.jpeg


@pytest.mark.parametrize("edition", ["after-2014", "before-2014"])
def test_the_chart_has_the_lab_of_its_edition_and_stays_near_the_published_spectra(edition):
    spectra = chart_spectra(edition)
    np.testing.assert_allclose(lab_from_reflectance(spectra), edition_lab(edition), atol=1e-6)
    assert np.abs(np.log(spectra / published_spectra())).max() < 0.18
    assert 0 < spectra.min() < spectra.max() < 1


def test_sixty_scenes_cover_skin_hair_and_encodings():
    designs = [draw_design(1, index) for index in range(60)]
    itas = np.sort([design.ita_target for design in designs])
    assert itas[0] < -45
    assert itas[-1] > 55
    assert np.diff(itas).max() < 6
    assert {design.hair_class for design in designs} == set(HAIR_CLASSES)
    assert {design.encoding for design in designs} == {"srgb", "phone"}
    assert any(design.redness for design in designs)
    assert any(design.glare_spots for design in designs)
    assert len({design.camera for design in designs}) > 15
    assert {design.light["name"] for design in designs} == set(TEST_LIGHTS)


def test_photographs_show_only_cameras_and_lights_that_the_prior_has_not_seen():
    prior, test = cameras_of(PRIOR_MAKERS), cameras_of(TEST_MAKERS)
    assert not set(prior) & set(test)
    assert set(prior) | set(test) == set(camera_sensitivities())
    assert not set(PRIOR_LIGHTS) & set(TEST_LIGHTS)
    assert {draw_design(1, index).camera for index in range(60)} <= set(test)


@pytest.mark.parametrize("ita", [-40.0, 0.0, 45.0])
def test_skin_has_the_angle_that_was_asked_for(ita):
    scene = simulate_scene(2, ita_target=ita, **SMALL)
    assert scene.truth["ita_deg"] == pytest.approx(ita, abs=5)
    assert scene.truth["ita_class"] == {-40.0: "dark", 0.0: "brown", 45.0: "light"}[ita]


@pytest.mark.parametrize("hair_class", ["black", "blond", "light gray"])
def test_a_dense_lock_has_the_color_of_its_hair(hair_class):
    scene = simulate_scene(3, hair_class=hair_class, **SMALL)
    melanin, pheomelanin_share, gray_share = HAIR_CLASSES[hair_class]
    hair = client_hair(melanin, pheomelanin_share, gray_share)
    np.testing.assert_allclose(scene.truth["regions"]["hair"]["lab"], lab_from_reflectance(hair), atol=1.2)


def test_stubble_lies_between_skin_and_hair_and_redness_is_redder():
    scene = simulate_scene(4, ita_target=30.0, hair_class="black", redness=True, **SMALL)
    regions = {name: np.array(region["lab"]) for name, region in scene.truth["regions"].items()}
    assert regions["hair"][0] < regions["stubble"][0] < regions["scalp"][0] - 1
    assert regions["redness"][1] > regions["scalp"][1] + 1.5


def test_a_perfect_capture_read_through_its_own_chart_gives_the_truth():
    scene = simulate_scene(
        5, encoding="srgb", tone=None, light={"name": "D50"}, camera="Nikon D5100", saturation=1.0,
        ita_target=25.0, hair_class="brown", **IDEAL,
    )  # fmt: skip
    chart = scene.truth["chart"]
    light = []
    for x, y in chart["centers"]:
        patch = scene.pixels[round(y) - 6 : round(y) + 7, round(x) - 6 : round(x) + 7].reshape(-1, 3)
        light.append(decode(patch).mean(axis=0))
    xyz = xyz_from_lab(np.array(chart["lab"]))
    matrix = np.linalg.lstsq(np.array(light), xyz, rcond=None)[0]
    for name in ("scalp", "hair", "stubble"):
        region = scene.truth["regions"][name]
        lab = lab_from_xyz(mean_light(scene, region["polygon"]) @ matrix)
        assert np.linalg.norm(lab - region["lab"]) < 4, name
        assert region["glare_share"] == 0


def test_glare_and_gradients_change_the_pixels_and_not_the_truth():
    plain = simulate_scene(6, **SMALL, **IDEAL)
    uneven = simulate_scene(6, **SMALL, **(IDEAL | {"gradient": (0.3, 0.0, 0.0)}))
    assert uneven.truth["regions"] == plain.truth["regions"]
    ratio = decode(uneven.pixels).mean(axis=(0, 2)) / decode(plain.pixels).mean(axis=(0, 2))
    assert ratio[-40:].mean() / ratio[:40].mean() == pytest.approx(np.exp(0.3), rel=0.06)


def test_chart_centers_are_where_the_patches_are():
    scene = simulate_scene(7, encoding="srgb", tone=None, **IDEAL)
    centers = np.round(scene.truth["chart"]["centers"]).astype(int)
    white, black = (scene.pixels[y, x].astype(int).sum() for x, y in centers[[18, 23]])
    assert white > 4 * black
    x, y = centers[14]
    assert scene.pixels[y, x].argmax() == 0
    assert scene.truth["chart"]["corners"] == [scene.truth["chart"]["centers"][i] for i in (0, 5, 23, 18)]


def test_the_file_says_that_it_is_rendered_and_carries_srgb():
    picture = Image.open(io.BytesIO(simulate_scene(8, **SMALL).jpeg))
    assert "Rendered picture" in picture.getexif()[0x010E]
    profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_rendering_matrices_keep_white_and_the_curves_their_ends():
    rng = np.random.default_rng(0)
    raw = rng.uniform(0.05, 0.9, (24, 3))
    true = np.array([[1.5, -0.4, -0.1], [-0.2, 1.4, -0.2], [0.0, -0.5, 1.5]])
    np.testing.assert_allclose(render_matrix(raw, raw @ true.T), true, atol=1e-12)
    np.testing.assert_allclose(saturation_matrix(1.3).sum(axis=1), 1)
    np.testing.assert_allclose(filmic(np.array([0.0, 1.0]), 1.2, 1.5), [0, 1])
    gray = np.full((1, 1, 3), 0.18, np.float32)
    assert encode_pixels(gray, None)[0, 0].tolist() == [118, 118, 118]


def test_lights_follow_their_parameters():
    warm, cool = (light_power({"name": "planckian", "kelvin": kelvin}) for kelvin in (2700.0, 6500.0))
    assert warm[-1] / warm[0] > 5 * cool[-1] / cool[0]
    led = light_power(
        {"name": "phosphor-led", "blue": [450, 9, 2.0], "yellow": [570, 50, 1.0], "red": [630, 30, 0.0]}
    )
    assert led.argmax() == 7


def test_hairs_cover_the_area_that_they_have():
    points = np.array([[10.3, 5.6], [30.0, 7.9]])
    cover = splat(points, np.array([0.5, 0.25]), 40, 12)
    assert cover.sum() == pytest.approx(0.75, abs=1e-6)
    rows, columns = np.nonzero(cover[:, :20])
    assert (cover[rows, columns] @ columns / 0.5, cover[rows, columns] @ rows / 0.5) == pytest.approx(
        (10.3, 5.6)
    )


def test_a_broken_run_goes_on_where_it_stopped(tmp_path):
    seen = []
    photos = simulate_photos(tmp_path, 3, 4, progress=lambda done, n: seen.append((done, n)), **SMALL)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert [photo.name for photo in photos] == ["0000.jpg", "0001.jpg", "0002.jpg"]
    kept, lost = photos[0].stat().st_mtime_ns, photos[1].read_bytes()
    photos[1].with_suffix(".json").unlink()
    photos[2].with_suffix(".json").write_text("{")
    simulate_photos(tmp_path, 3, 4, **SMALL)
    assert photos[0].stat().st_mtime_ns == kept
    assert photos[1].read_bytes() == lost
    assert json.loads(photos[2].with_suffix(".json").read_text())["photo"] == "0002.jpg"
    assert not list(tmp_path.glob("*.part"))
    photos[0].write_bytes(lost[:-1])
    simulate_photos(tmp_path, 1, 4, **SMALL)
    assert simulate_scene(4, index=0, **SMALL).jpeg == photos[0].read_bytes()


@pytest.mark.parametrize(("seed", "options"), [(5, SMALL), (4, SMALL | {"width": 481})])
def test_a_folder_of_another_run_is_refused_and_left_alone(tmp_path, seed, options):
    (photo,) = simulate_photos(tmp_path, 1, 4, **SMALL)
    before = photo.read_bytes()
    with pytest.raises(ValueError, match=r"another seed or other options, got .*0000\.json"):
        simulate_photos(tmp_path, 2, seed, **options)
    assert photo.read_bytes() == before and not (tmp_path / "0001.jpg").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"hair": "black"}, r"draw_design: expected a parameter of SceneDesign, got 'hair'"),
        ({"encoding": "raw"}, r"draw_design: expected encoding to be one of .*, got 'raw'"),
        ({"edition": "2030"}, r"draw_design: expected edition to be one of .*, got '2030'"),
        ({"width": 100}, r"draw_design: expected .* at least 400 x 300 pixels, got 1, 0, 100 x 1200"),
    ],
)
def test_a_wrong_option_is_refused_by_name(options, message):
    with pytest.raises(ValueError, match=message):
        simulate_scene(1, **options)


def test_no_photographs_are_refused(tmp_path):
    with pytest.raises(ValueError, match="simulate_photos: expected n >= 1, n <= 100000, got 0"):
        simulate_photos(tmp_path, 0)
    with pytest.raises(ValueError, match="n <= 100000, got 100001"):
        simulate_photos(tmp_path, 100_001)


def test_the_bundled_photograph_is_what_its_program_renders():
    folder = resources.files("shadematch") / "data" / "demo"
    jpeg = (folder / "demo_scalp.jpg").read_bytes()
    truth = json.loads((folder / "demo_scalp.json").read_text(encoding="utf-8"))
    scene = demo_scene()
    assert truth.pop("photo") == "demo_scalp.jpg"
    assert truth.pop("sha256", hashlib.sha256(jpeg).hexdigest()) == hashlib.sha256(jpeg).hexdigest()
    assert truth["rendered"].startswith("Rendered picture")
    again = json.loads(json.dumps(scene.truth))
    for name, region in again.pop("regions").items():
        bundled = truth["regions"][name]
        np.testing.assert_allclose(region.pop("lab"), bundled.pop("lab"), atol=1e-3)
        assert region == bundled
    truth.pop("regions")
    assert again.pop("parameters") == truth.pop("parameters")
    np.testing.assert_allclose(again.pop("chart").pop("lab"), truth.pop("chart").pop("lab"), atol=1e-3)
    assert again == truth
    assert len(jpeg) < 400_000
    bundled_pixels, pixels = (np.asarray(Image.open(io.BytesIO(file)), int) for file in (jpeg, scene.jpeg))
    assert np.abs(bundled_pixels - pixels).mean() < 0.5


def test_the_bundled_catalogue_is_computed_wide_and_free_of_brands():
    text = (resources.files("shadematch") / "data" / "demo_catalogue.json").read_text(encoding="utf-8")
    document = json.loads(text)
    assert len(bundled_catalogue().mixes) == len(document["mixes"])
    assert 60 <= len(document["mixes"]) <= 150
    for stock in document["stocks"]:
        assert stock["brand"] == ""
        assert stock["provenance"]["quality"] == "synthetic"
        assert "no product and no measurement" in stock["provenance"]["source"]
    labs = np.array([mix["predicted"]["lab"] for mix in document["mixes"]])
    assert labs[:, 0].min() < 39
    assert labs[:, 0].max() > 54
    assert np.ptp(labs[:, 1]) > 10
    for mix in document["mixes"]:
        assert mix["measured"] is None
        assert np.linalg.eigvalsh(mix["predicted"]["cov"]).min() > -1e-3
        assert mix["predicted"]["cov"][0][0] > 0.5


def test_a_mix_of_the_bundled_catalogue_is_what_its_drops_give():
    text = (resources.files("shadematch") / "data" / "demo_catalogue.json").read_text(encoding="utf-8")
    for mix in json.loads(text)["mixes"][5::25]:
        drops = {part["stock"]: part["drops"] for part in mix["parts"]}
        water = drops.pop("water", 0)
        assert set(drops) == set(BLENDS[mix["id"].rsplit("-water", 1)[0]])
        lab = healed_lab(volume_fractions(drops, water), _reference())
        np.testing.assert_allclose(lab, mix["predicted"]["lab"], atol=0.011)
        assert mix["total_ml"] == pytest.approx(0.04 * sum(drops.values()) + 0.05 * water)


def test_client_skin_lies_where_measured_skin_lies():
    """Within a standard deviation or two of the means of Alaluf et al. 2002 and Xiao et al. 2017."""
    forehead = lab_from_reflectance(client_skin(2.0, 0.006))
    exposed_dark = lab_from_reflectance(client_skin(6.0, 0.01))
    np.testing.assert_allclose(forehead, [59.2, 11.6, 16.4], atol=3)
    np.testing.assert_allclose(exposed_dark, [38.1, 12.7, 15.0], atol=3)


def test_blood_reddens_client_skin_and_melanin_darkens_it():
    lab = lab_from_reflectance(client_skin(np.array([1.0, 1.0, 3.0]), np.array([0.005, 0.02, 0.005])))
    assert lab[1, 1] > lab[0, 1] + 2
    assert lab[2, 0] < lab[0, 0] - 10


def test_a_client_is_none_of_the_skins_of_the_calibration():
    """The nearest spectrum of the layered model differs by more than rounding."""
    client = client_skin(2.0, 0.015)
    model = np.array(
        [
            skin_reflectance(SkinParameters(melanosome_fraction=melanin, blood_fraction=blood))
            for melanin in np.geomspace(0.005, 0.1, 9)
            for blood in np.geomspace(0.005, 0.05, 7)
        ]
    )
    assert np.abs(np.log(model / client)).max(axis=1).min() > 0.1
