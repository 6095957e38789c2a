{{- define "catalog.facts" -}}
portName: grpc
port: 50051
metricsPort: 9101
callers: [gateway, search]
stores: {postgresql: 5432}
settings: {CATALOG_FETCH_DIR: /tmp/fetched}
needed: ["$(CATALOG_DATABASE_URL)"]
{{- end }}
