# One image for every service: the arguments say which, `-m services.gateway` if none are given.
# The base is pinned by the digest of its index of platforms. BASE=… takes another of Python 3.11+.
ARG BASE=docker.io/library/python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b

FROM ${BASE} AS build
WORKDIR /source
RUN python3 -m venv /opt/codebook
ENV PATH=/opt/codebook/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock .
RUN pip install --require-hashes --no-deps --requirement requirements.lock
COPY pyproject.toml ./
COPY articles articles
COPY services services
COPY protos protos
# Nothing that runs installs anything.
RUN pip install --no-deps . && pip uninstall --yes pip setuptools

FROM ${BASE}
COPY --from=build /opt/codebook /opt/codebook
# The base has its library without bytecode, which nobody may write later: half a second of each
# start. What is loaded here is compiled here, and is known to load.
RUN ["/opt/codebook/bin/python", "-c", "import services.auth.__main__, services.catalog.verbs, services.gateway.__main__, services.search.__main__"]
# No user of that number is in /etc/passwd: it owns nothing, and whatever it is given it may lose.
USER 10001:10001
WORKDIR /tmp
ENV PATH=/opt/codebook/bin:$PATH PYTHONUNBUFFERED=1
ENTRYPOINT ["/opt/codebook/bin/python"]
CMD ["-m", "services.gateway"]
EXPOSE 8000 9100 9101 9102 9103 50051 50052 50053
