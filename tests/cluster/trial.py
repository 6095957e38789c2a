"""`make cluster-test KUBECONFIG=…`: installs, tests, upgrades under load, and looks who answered.

Needs a cluster that nobody minds, which can start the image (IMAGE, built and loaded there). All
happens in a namespace of its own, which is removed at the end. Prints a line for each step with
its figures, and ends with exit code 1 at the first that is not as it should be.

It has not been run on a cluster yet; see docs/operations/kubernetes.md.
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
_WAIT = ("--wait", "--timeout", "15m")
# A connection lives for 300 s, a tenth more or less.
_RENEWED_SECONDS = 340


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
        values = "global.replicas=2,gateway.settings.GATEWAY_CACHE_ENTRIES=1"
        laptop = str(CHARTS / "platform" / "ci" / "laptop-values.yaml")
        told = ("--values", laptop, "--set-string", self._image, "--set", values, *options, *_WAIT)
        self.helm(verb, RELEASE, self._platform, *told)

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
# The gateway keeps one record here: pages by turns ask catalog each time.
_LOAD = f"""
import http.client, itertools, json, sys, time
until, answers = time.time() + float(sys.argv[1]), {{}}
for page in itertools.cycle({PAGES}):
    if time.time() > until:
        break
    try:
        door = http.client.HTTPConnection("{RELEASE}-gateway", 80, timeout=10)
        door.request("GET", page)
        said = str(door.getresponse().status)
        door.close()
    except OSError as error:
        said = repr(error)
    answers[said] = answers.get(said, 0) + 1
print(json.dumps(answers))
"""


@contextmanager
def load(cluster: Cluster, seconds: int) -> Iterator[None]:
    """Open pages for so long in a pod like the gateway's; raises if one could not be opened."""
    pod = f"pod/load-{secrets.token_hex(3)}"
    cluster.kubectl("apply", "-f", "-", given=json.dumps(load_pod(cluster, pod, seconds)))
    cluster.kubectl("wait", pod, "--for=condition=Ready", "--timeout=2m")
    yield
    done = "--for=jsonpath={.status.phase}=Succeeded"
    cluster.kubectl("wait", pod, done, f"--timeout={seconds + 120}s")
    answers = json.loads(cluster.kubectl("logs", pod))
    say(f"  pages: {answers}")
    if set(answers) != {"200"}:
        raise TrialError("not every page was opened")


def load_pod(cluster: Cluster, name: str, seconds: int) -> dict[str, Any]:
    """Return a pod as those of the gateway, with other work and the labels of a test."""
    like = json.loads(cluster.kubectl("get", cluster.pods("gateway")[0], "-o", "json"))
    container = like["spec"]["containers"][0]
    kept = ("name", "image", "imagePullPolicy", "securityContext", "volumeMounts", "resources")
    container = {key: container[key] for key in kept} | {"args": ["-c", _LOAD, str(seconds)]}
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
    with load(cluster, 240):
        cluster.deploy("upgrade", "--set", "global.podAnnotations.trial=upgraded")


def roll_back(cluster: Cluster) -> None:
    cluster.helm("rollback", RELEASE, "1", *_WAIT)
    open_a_page(cluster)


def delete_a_pod_of_each_service_under_load(cluster: Cluster) -> None:
    with load(cluster, 180):
        for service in SERVICES:
            cluster.kubectl("delete", cluster.pods(service)[0])
            cluster.kubectl("rollout", "status", f"deployment/{RELEASE}-{service}")


def scale_catalog_from_one_to_three(cluster: Cluster) -> None:
    """The new pods answer their share once callers have connected anew."""
    deployment = f"deployment/{RELEASE}-catalog"
    for replicas in (1, 3):
        cluster.kubectl("scale", deployment, f"--replicas={replicas}")
        cluster.kubectl("rollout", "status", deployment)
    with load(cluster, _RENEWED_SECONDS + 60):
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
    """Run every step; what was made is removed at the end, whatever happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kubeconfig")
    parser.add_argument(
        "--image", required=True, help="repository:tag, which the cluster can start"
    )
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
            cluster.kubectl("delete", "namespace", SPACE, "--wait=false")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
