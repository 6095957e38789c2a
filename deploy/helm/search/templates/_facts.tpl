{{- define "search.facts" -}}
portName: grpc
port: 50052
metricsPort: 9102
callers: [gateway]
calls: [catalog]
stores: {meilisearch: 7700}
settings: {MEILI_URL: "http://{{ include "common.group" . }}-meilisearch:7700"}
needed: ["$(SEARCH_CATALOG_TARGET)", "$(MEILI_URL)"]
{{- end }}
