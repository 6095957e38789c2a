{{- define "common.tlssecret" -}}
{{- (include "common.values" . | fromYaml).tls.secret | default (printf "%s-tls" (include "common.name" .)) }}
{{- end }}

{{/* One certificate for both ends of a call: a service is called by its Service's name. */}}
{{- define "common.certificate" -}}
{{- $tls := (include "common.values" . | fromYaml).tls }}
{{- if $tls.issuer.name }}
{{- $name := include "common.name" . }}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: {{ $name }}
  labels: {{- include "common.labels" . | nindent 4 }}
spec:
  secretName: {{ include "common.tlssecret" . }}
  issuerRef: {name: {{ $tls.issuer.name }}, kind: {{ $tls.issuer.kind }}}
  commonName: {{ $name }}
  dnsNames:
    - {{ $name }}
    - {{ $name }}.{{ .Release.Namespace }}.svc
  usages: [server auth, client auth]
  privateKey: {algorithm: ECDSA, size: 256, rotationPolicy: Always}
{{- end }}
{{- end }}

{{/* All that a service consists of; a chart adds what only it has. */}}
{{- define "common.all" -}}
{{- range list "serviceaccount" "files" "deployment" "service" "metricsservice" "servicemonitor" "autoscaler" "disruptionbudget" "networkpolicy" "certificate" }}
{{- with include (printf "common.%s" .) $ }}
---
{{ . }}
{{- end }}
{{- end }}
{{- end }}
