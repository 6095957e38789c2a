{{- define "auth.facts" -}}
portName: grpc
port: 50053
metricsPort: 9103
callers: [gateway]
stores: {redis: 6379, postgresql: 5432}
needed: ["$(AUTH_DATABASE_URL)"]
{{- end }}
