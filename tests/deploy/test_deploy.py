"""What stands in `deploy/`: it is read by the program that it is for where that is here, and by a schema where it is not."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import jsonschema
import pytest
import yaml

from kit import paths

DEPLOY = paths.ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
UNIT = DEPLOY / "systemd" / "throughline-room.service"
PROJECT = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SCOPE = "access:services!service=room"


def read(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def values():
    return read(KUBERNETES / "values.yaml")


@pytest.fixture
def room():
    """The manifests of the room, by their kind."""
    text = (KUBERNETES / "room.yaml").read_text(encoding="utf-8")
    return {one["kind"]: one for one in yaml.safe_load_all(text)}


@pytest.fixture
def container(room):
    return room["Deployment"]["spec"]["template"]["spec"]["containers"][0]


# Plain words


@pytest.mark.parametrize("page", sorted(DEPLOY.rglob("README.md")), ids=lambda page: page.parent.name)
def test_every_file_that_the_words_name_is_there(page):
    text = page.read_text(encoding="utf-8")
    links = [one for one in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in one]
    for link in links:
        assert (page.parent / link).exists(), link
    named = set(re.findall(r"(?<![\w/])((?:deploy|locks|sessions)/[\w./-]+\w)", text))
    for name in named - {"deploy/jupyterhub/node_modules"}:
        assert (paths.ROOT / name).exists(), name


def test_every_file_in_the_folder_is_told_of():
    told = "\n".join(one.read_text(encoding="utf-8") for one in DEPLOY.rglob("*") if one.is_file())
    found = [
        one
        for one in DEPLOY.rglob("*")
        if one.is_file() and not {"node_modules", "__pycache__"} & set(one.parts) and one.name != "README.md"
    ]
    made_for_a_program = {"package.json", "package-lock.json", "Dockerfile.dockerignore"}
    assert len(found) >= 9
    for one in found:
        assert one.name in made_for_a_program or told.count(one.name) >= 1, one


def test_each_heading_that_the_table_leads_to_is_there():
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-")
        for one in re.findall(r"^## (.+)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


# A hub on one machine


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
def test_jupyterhub_reads_the_configuration_and_knows_every_name_in_it(tmp_path):
    """Its own loader, in a folder of its own."""
    program = """
import json, sys
from jupyterhub.app import JupyterHub
app = JupyterHub()
app.load_config_file(sys.argv[1])
app.update_config(app.config)
from jupyterhub import auth, proxy, spawner
from jupyterhub.services.service import Service
homes = {"JupyterHub": JupyterHub, "Spawner": spawner.Spawner, "Authenticator": auth.Authenticator,
         "ConfigurableHTTPProxy": proxy.ConfigurableHTTPProxy}
[service] = app.services
unknown = [name for name in service if name not in Service.class_trait_names()]
unknown += [f"{home}.{name}" for home, given in app.config.items() for name in given
            if name not in homes[home].class_trait_names(config=True)]
print(json.dumps({"unknown": unknown, "service": service, "roles": app.load_roles,
                  "cmd": app.config.Spawner.cmd, "public": app.public_url, "users": sorted(app.config.Authenticator.allowed_users)}))
"""
    environment = os.environ | {
        "THROUGHLINE_HUB_URL": "https://hub.example.org",
        "THROUGHLINE_HUB_USERS": "ana ben",
        "PYTHONPATH": str(paths.ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", program, str(DEPLOY / "jupyterhub" / "jupyterhub_config.py")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "not recognized" not in done.stderr, done.stderr
    told = json.loads(done.stdout)
    assert told["unknown"] == []
    assert told["service"]["name"] == "room" and told["service"]["command"][1:] == ["room", "hub"]
    assert {one["name"]: SCOPE in one["scopes"] for one in told["roles"]} == {"user": True, "server": True}
    assert told["public"].startswith("https://hub.example.org") and told["users"] == ["ana", "ben"]
    for part in told["cmd"]:
        assert Path(part).exists(), part


def test_the_hubs_proxy_is_locked_to_one_version():
    wanted = json.loads((DEPLOY / "jupyterhub" / "package.json").read_text())["dependencies"]
    lock = json.loads((DEPLOY / "jupyterhub" / "package-lock.json").read_text())["packages"]
    assert lock["node_modules/configurable-http-proxy"]["version"] == wanted["configurable-http-proxy"]
    assert all("integrity" in one for name, one in lock.items() if name)
    assert "://" not in "".join(one.get("resolved", "") for one in lock.values()), (
        "from whichever registry npm is set to"
    )


def test_a_users_folder_gets_the_sessions_and_what_was_written_there_stays(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(DEPLOY))
    import course_server

    first = course_server.give_sessions(tmp_path / "home")
    assert "05-fractions.ipynb" in first
    mine = tmp_path / "home" / "05-fractions.ipynb"
    mine.write_text("mine")
    (tmp_path / "home" / first[0]).unlink()
    assert course_server.give_sessions(tmp_path / "home") == [first[0]]
    assert mine.read_text() == "mine"
    assert not [one for one in (tmp_path / "home").iterdir() if one.name.startswith(".")]


# systemd


def test_systemd_takes_the_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here; the test below reads the unit's lines")
    here = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    here.write_text(text.replace("/srv/throughline/.venv/bin/throughline", sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(here)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0 and UNIT.name not in done.stderr, done.stderr


def test_the_unit_shuts_in_what_it_starts():
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(UNIT, encoding="utf-8")
    service = dict(unit["Service"])
    for name in (
        "DynamicUser",
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "RestrictSUIDSGID",
    ):
        assert service[name] == "yes", name
    assert service["ProtectSystem"] == "strict" and service["StateDirectory"] == "throughline-room"
    assert service["StateDirectoryMode"] == "0700" and service["UMask"] == "0077"
    assert service["CapabilityBoundingSet"] == "" and service["Restart"] == "on-failure"
    assert service["ExecStart"].endswith("throughline room hub")


def test_the_environment_file_names_what_the_command_reads_and_holds_no_secret():
    lines = (DEPLOY / "systemd" / "room.env").read_text(encoding="utf-8").splitlines()
    set_to = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set_to["JUPYTERHUB_API_TOKEN"] == ""
    code = "".join(
        (paths.ROOT / "kit" / name).read_text(encoding="utf-8") for name in ("room_cli.py", "room/login.py")
    )
    for name in set_to:
        # The rest are JupyterHub's own names, which its helper reads.
        assert name in code or name in {
            "JUPYTERHUB_API_URL",
            "JUPYTERHUB_SERVICE_NAME",
            "JUPYTERHUB_SERVICE_PREFIX",
        }, name
    assert set_to["THROUGHLINE_ROOM_STORE"].startswith("/var/lib/throughline-room/")


# Kubernetes


def test_the_values_are_such_as_the_chart_takes(values):
    jsonschema.validate(values, read(Path(__file__).parent / "values.schema.yaml"))


def test_our_schema_refuses_what_is_misspelled(values):
    values["singleuser"]["networkPolicy"]["egressAllowRules"]["privateIps"] = True
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, read(Path(__file__).parent / "values.schema.yaml"))


def test_browsers_and_users_servers_may_use_the_service(values):
    roles = values["hub"]["loadRoles"]
    assert SCOPE in roles["user"]["scopes"] and SCOPE in roles["server"]["scopes"]
    # What JupyterHub gives these roles by itself is left out when they are written anew.
    from jupyterhub.roles import get_default_roles

    for one in get_default_roles():
        if one["name"] in roles:
            assert set(one["scopes"]) <= set(roles[one["name"]]["scopes"])


def test_the_hub_finds_the_room_and_the_room_the_hub(values, room, container):
    service, port = room["Service"], room["Service"]["spec"]["ports"][0]["port"]
    assert values["hub"]["services"]["room"]["url"] == f"http://{service['metadata']['name']}:{port}"
    pod = room["Deployment"]["spec"]["template"]["metadata"]["labels"]
    for selector in (
        service["spec"]["selector"],
        room["Deployment"]["spec"]["selector"]["matchLabels"],
        room["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ):
        assert selector.items() <= pod.items()
    given = {one["name"]: one for one in container["env"]}
    assert given["JUPYTERHUB_SERVICE_PREFIX"]["value"] == "/services/room/"
    assert given["JUPYTERHUB_CLIENT_ID"]["value"] == "service-room"
    assert given["JUPYTERHUB_API_TOKEN"]["valueFrom"]["secretKeyRef"]["key"] == "hub.services.room.apiToken"
    assert given["JUPYTERHUB_SERVICE_URL"]["value"].endswith(f":{container['ports'][0]['containerPort']}")
    host = values["proxy"]["https"]["hosts"][0]
    assert given["THROUGHLINE_ROOM_ADDRESS"]["value"] == f"https://{host}/services/room"


def test_secrets_come_from_secrets_and_two_workers_share_one_postgresql(room, container):
    given = {one["name"]: one for one in container["env"]}
    for name in ("JUPYTERHUB_API_TOKEN", "THROUGHLINE_ROOM_STORE"):
        assert "value" not in given[name] and given[name]["valueFrom"]["secretKeyRef"]
    assert room["Deployment"]["spec"]["replicas"] == 2
    assert "postgresql://" in (DEPLOY / "README.md").read_text(encoding="utf-8")


def test_a_users_server_reaches_the_room_through_the_proxy_only(values, room):
    assert values["singleuser"]["networkPolicy"]["enabled"] is True
    assert values["singleuser"]["networkPolicy"]["egressAllowRules"]["privateIPs"] is False
    [rule] = room["NetworkPolicy"]["spec"]["ingress"]
    from_ = [one["podSelector"]["matchLabels"]["component"] for one in rule["from"]]
    assert from_ == ["proxy", "hub"]


def test_the_room_runs_as_nobody_in_particular(room, container):
    pod = room["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"]["path"] == "/services/room/"


def test_versions_are_those_of_the_kit(values, container):
    version = PROJECT["version"]
    assert values["singleuser"]["image"]["tag"] == version
    image = f"{values['singleuser']['image']['name']}:{version}"
    assert container["image"] == image
    for page in (DEPLOY / "README.md", KUBERNETES / "Dockerfile"):
        named = re.findall(r"registry\.example\.org/throughline:[\w.]+", page.read_text(encoding="utf-8"))
        assert named and set(named) == {image}, page
    python = re.search(r"FROM python:3\.(\d+)", (KUBERNETES / "Dockerfile").read_text())[1]
    assert int(python) >= int(PROJECT["requires-python"].split(".")[1])


def test_the_image_holds_the_course_and_nobodys_answers():
    lines = (KUBERNETES / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [one for one in lines if one and not one.startswith("#")]
    taken = {one[1:] for one in rules if one.startswith("!")}
    assert rules[0] == "*"
    for name in taken:
        assert (paths.ROOT / name).exists(), name
    assert {"kit", "data", "sessions", "deploy", "locks", "pyproject.toml"} <= taken
    assert not taken & {"my_work", "rooms", "room-answers", "local", "downloads", ".venv"}
    docker = (KUBERNETES / "Dockerfile").read_text(encoding="utf-8")
    for name in re.findall(r"locks/[\w.]+", docker):
        assert (paths.ROOT / name).exists(), name


def test_the_image_takes_the_versions_that_the_tests_ran_with(tmp_path):
    """The line of the Dockerfile that makes constraints out of a lock, run here."""
    if shutil.which("sed") is None:
        pytest.skip("there is no sed here")
    line = re.search(r"sed (.+) > ", (KUBERNETES / "Dockerfile").read_text(encoding="utf-8"))[0]
    target = tmp_path / "versions.txt"
    subprocess.run(["sh", "-c", f"{line} {target}"], cwd=paths.ROOT, check=True, timeout=30)
    made = target.read_text(encoding="utf-8").splitlines()
    assert len(made) > 100 and not [
        one for one in made if one and not re.match(r"^[\w.-]+==\S+( ; .+)?$", one)
    ]
    extra = [re.match(r"[\w-]+", one)[0] for one in PROJECT["optional-dependencies"]["hub"]]
    for name in extra:
        assert any(fnmatch(one, f"{name}==*") for one in made), name


def test_binder_finds_the_environment():
    assert (paths.ROOT / "environment.yml").exists()
    assert not (paths.ROOT / "binder").exists(), "Binder would look there and not in the root"
