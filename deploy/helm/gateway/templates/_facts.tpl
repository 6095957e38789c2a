{{- define "gateway.facts" -}}
portName: http
port: 8000
metricsPort: 9100
public: true
calls: [catalog, search, auth]
{{- end }}
