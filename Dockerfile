# Onrecord with what a record on a PostgreSQL server needs.
FROM python:3.11-slim
WORKDIR /onrecord
COPY pyproject.toml README.md LICENSE ./
COPY sbom sbom
COPY src src
RUN pip install --no-cache-dir ".[postgres]"
USER nobody
ENTRYPOINT ["onrecord"]
CMD ["--help"]
