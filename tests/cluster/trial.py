"""`make cluster-test KUBECONFIG=…`: installs, tests, upgrades under load, and looks who answered.

Needs a cluster that nobody minds, which can start the image (IMAGE, built and loaded there). All
happens in a namespace of its own, which is removed at the end unless --keep is given. Prints a
line for each step with its figures, and ends with exit code 1 at the first that is not as it
should be.

What it has shown stands in docs/operations/kubernetes.md.
"""

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.charts.reference import CHARTS
from tests.support.charts import Charts
from tests.support.kubernetes_tools import fetched_tool

SPACE = RELEASE = "codebook-trial"
SERVICES = ("gateway", "catalog", "search", "auth")
PAGES = ["/codes/icd-10-cm/E11.9", "/codes/icd-10-cm/I10"]
_WAIT = ("--wait", "--wait-for-jobs", "--timeout", "15m")
# A connection lives for 300 s, a tenth more or less.
_RENEWED_SECONDS = 340
_READERS = 3
# A laptop that starts eight pods is slow: that is not what is tried here.
_AUTH_SECONDS = 3
_BEFORE_AND_AFTER_SECONDS = 10
# It ends by itself, should nobody tell it.
_LONGEST_LOAD_SECONDS = 1800
_ENOUGH = "/tmp/enough"  # noqa: S108 - in a pod of its own
_PYTHON = "/opt/codebook/bin/python"


class TrialError(Exception):
    """A step that is not as it should be."""


def run(*command: str, given: str | None = None) -> str:
    """Return what a command prints; raises TrialError with what it says when it fails."""
    done = subprocess.run(command, input=given, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        raise TrialError(f"{' '.join(command[:4])} …: {done.stderr.strip() or done.stdout}")
    return done.stdout


class Cluster:
    """One cluster, by its kubeconfig, and the namespace of the trial in it."""

    def __init__(self, kubeconfig: str, charts: Charts, image: str) -> None:
        self._kubectl = (str(fetched_tool("kubectl")), "--kubeconfig", kubeconfig, "-n", SPACE)
        self._helm = (str(fetched_tool("helm")), "--kubeconfig", kubeconfig, "-n", SPACE)
        self._platform = str(charts.folder / "platform")
        repository, _, tag = image.rpartition(":")
        self._image = f"global.image.repository={repository},global.image.tag={tag}"

    def kubectl(self, *arguments: str, given: str | None = None) -> str:
        return run(*self._kubectl, *arguments, given=given)

    def helm(self, *arguments: str) -> str:
        return run(*self._helm, *arguments)

    def deploy(self, verb: str, *options: str) -> None:
        """Install or upgrade; every service has two pods."""
        settings = {"CACHE_ENTRIES": 1, "AUTH_SECONDS": _AUTH_SECONDS}
        told = [f"gateway.settings.GATEWAY_{name}={value}" for name, value in settings.items()]
        values = ",".join(["global.replicas=2", *told])
        laptop = str(CHARTS / "platform" / "ci" / "laptop-values.yaml")
        chosen = ("--values", laptop, "--set-string", self._image, "--set", values)
        self.helm(verb, RELEASE, self._platform, *chosen, *options, *_WAIT)

    def make_secret(self) -> None:
        sql, redis = secrets.token_hex(16), secrets.token_hex(16)
        server = f"postgresql://codebook:{sql}@{RELEASE}-postgresql"
        literals = {
            "POSTGRES_PASSWORD": sql,
            "REDIS_PASSWORD": redis,
            "MEILI_MASTER_KEY": secrets.token_hex(16),
            "AUTH_SECRET_KEY": secrets.token_hex(32),
            "CATALOG_DATABASE_URL": f"{server}/catalog",
            "AUTH_DATABASE_URL": f"{server}/auth",
            "REDIS_URL": f"redis://:{redis}@{RELEASE}-redis:6379/0",
        }
        secret = {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "codebook"},
            "stringData": literals,
        }
        self.kubectl("apply", "-f", "-", given=json.dumps(secret))

    def pods(self, service: str) -> list[str]:
        labels = f"app.kubernetes.io/name={service},app.kubernetes.io/component=server"
        return self.kubectl("get", "pods", "-l", labels, "-o", "name").split()

    def get(self, target: str, port: int, path: str) -> str:
        """Return what a pod or Service answers, by way of a port of this machine."""
        command = (*self._kubectl, "port-forward", target, f":{port}")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                # It says: Forwarding from 127.0.0.1:40123 -> 8000
                line = process.stdout.readline() if process.stdout else ""
                if "->" not in line:
                    raise TrialError(f"{target} cannot be reached")
                door = HTTPConnection("127.0.0.1", int(line.split(" -> ")[0].rpartition(":")[2]))
                door.request("GET", path)
                return door.getresponse().read().decode()
            finally:
                process.terminate()

    def calls_answered(self, pod: str) -> float:
        """Return how many calls a pod of catalog has answered since it began."""
        lines = self.get(pod, 9101, "/metrics").splitlines()
        counted = [line for line in lines if line.startswith("grpc_server_handled_total")]
        return sum(float(line.split()[-1]) for line in counted)


# Runs in the cluster, so that it reaches every pod of the gateway, not the one of a port-forward.
# The gateway keeps one record here: pages by turns ask catalog each time, and no two searches are
# the same. A page that says that something is closed is none that was opened.
_LOAD = f"""
import collections, http.client, json, os, threading, time
until, answers, seconds = time.time() + {_LONGEST_LOAD_SECONDS}, collections.Counter(), []
def ask(path):
    door = http.client.HTTPConnection("{RELEASE}-gateway", 80, timeout=10)
    door.request("GET", path)
    answer = door.getresponse()
    text = answer.read().decode()
    door.close()
    closed = "closed for a moment" in text
    return f"{{answer.status}} {{path.split('/')[1].split('?')[0]}}{{', closed' * closed}}"
def read(reader):
    number = 0
    while time.time() < until and not os.path.exists("{_ENOUGH}"):
        number += 1
        start = time.monotonic()
        try:
            said = ask([*{PAGES}, f"/search?q=fracture+{{reader}}+{{number}}"][number % 3])
        except (OSError, http.client.HTTPException) as error:
            said = repr(error)
        seconds.append(time.monotonic() - start)
        answers[said] += 1
readers = [threading.Thread(target=read, args=(number,)) for number in range({_READERS})]
for one in readers: one.start()
for one in readers: one.join()
seconds.sort()
at = lambda share: round(1000 * seconds[int(share * (len(seconds) - 1))])
print(json.dumps({{"answers": answers, "ms": {{"half": at(0.5), "99 %": at(0.99), "all": at(1)}}}}))
"""


@contextmanager
def load(cluster: Cluster) -> Iterator[None]:
    """Open pages in a pod like the gateway's meanwhile; raises if one could not be opened."""
    pod = f"pod/load-{secrets.token_hex(3)}"
    cluster.kubectl("apply", "-f", "-", given=json.dumps(load_pod(cluster, pod)))
    cluster.kubectl("wait", pod, "--for=condition=Ready", "--timeout=2m")
    time.sleep(_BEFORE_AND_AFTER_SECONDS)
    yield
    time.sleep(_BEFORE_AND_AFTER_SECONDS)
    cluster.kubectl("exec", pod, "--", _PYTHON, "-c", f"open('{_ENOUGH}', 'w')")
    cluster.kubectl("wait", pod, "--for=jsonpath={.status.phase}=Succeeded", "--timeout=2m")
    told = json.loads(cluster.kubectl("logs", pod))
    say(f"  pages: {told}")
    if set(told["answers"]) != {"200 codes", "200 search"}:
        raise TrialError("not every page was opened")


def load_pod(cluster: Cluster, name: str) -> dict[str, Any]:
    """Return a pod as those of the gateway, with other work and the labels of a test."""
    like = json.loads(cluster.kubectl("get", cluster.pods("gateway")[0], "-o", "json"))
    container = like["spec"]["containers"][0]
    kept = ("name", "image", "imagePullPolicy", "securityContext", "volumeMounts", "resources")
    container = {key: container[key] for key in kept} | {"args": ["-c", _LOAD]}
    labels = {**like["metadata"]["labels"], "app.kubernetes.io/component": "test"}
    labels.pop("pod-template-hash")
    spec = {key: like["spec"][key] for key in ("serviceAccountName", "securityContext", "volumes")}
    spec |= {"containers": [container], "restartPolicy": "Never"}
    metadata = {"name": name.removeprefix("pod/"), "labels": labels}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def install(cluster: Cluster) -> None:
    cluster.make_secret()
    cluster.deploy("install")


def helm_test(cluster: Cluster) -> None:
    cluster.helm("test", RELEASE, "--timeout", "5m")


def open_a_page(cluster: Cluster) -> None:
    if "E11.9" not in cluster.get(f"service/{RELEASE}-gateway", 80, PAGES[0]):
        raise TrialError("the page does not show its code")


def upgrade_under_load(cluster: Cluster) -> None:
    with load(cluster):
        cluster.deploy("upgrade", "--set", "global.podAnnotations.trial=upgraded")


def roll_back(cluster: Cluster) -> None:
    cluster.helm("rollback", RELEASE, "1", *_WAIT)
    open_a_page(cluster)


def delete_a_pod_of_each_service_under_load(cluster: Cluster) -> None:
    with load(cluster):
        for service in SERVICES:
            cluster.kubectl("delete", cluster.pods(service)[0])
            cluster.kubectl("rollout", "status", f"deployment/{RELEASE}-{service}")


def scale_catalog_from_one_to_three(cluster: Cluster) -> None:
    """The new pods answer their share once callers have connected anew."""
    deployment = f"deployment/{RELEASE}-catalog"
    for replicas in (1, 3):
        cluster.kubectl("scale", deployment, f"--replicas={replicas}")
        cluster.kubectl("rollout", "status", deployment)
    with load(cluster):
        time.sleep(_RENEWED_SECONDS)
        before = {pod: cluster.calls_answered(pod) for pod in cluster.pods("catalog")}
        time.sleep(30)
        shares = [cluster.calls_answered(pod) - count for pod, count in before.items()]
    say(f"  calls of each pod in 30 s: {shares}")
    if min(shares) < max(shares) / 3:
        raise TrialError("the load is not spread")


_STEPS = (
    install,
    helm_test,
    open_a_page,
    upgrade_under_load,
    roll_back,
    delete_a_pod_of_each_service_under_load,
    scale_catalog_from_one_to_three,
)


def main() -> None:
    """Run every step; what was made is removed at the end, whatever happened, or kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kubeconfig")
    parser.add_argument(
        "--image", required=True, help="repository:tag, which the cluster can start"
    )
    parser.add_argument("--keep", action="store_true", help="leave the namespace as it is")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(arguments.kubeconfig, Charts(Path(folder)), arguments.image)
        cluster.kubectl("create", "namespace", SPACE)
        try:
            for step in _STEPS:
                start = time.monotonic()
                step(cluster)
                say(f"{step.__name__.replace('_', ' ')}: {time.monotonic() - start:.0f} s")
        except TrialError as error:
            sys.exit(f"{step.__name__.replace('_', ' ')}: {error}")
        finally:
            if not arguments.keep:
                cluster.kubectl("delete", "namespace", SPACE, "--wait=false")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
