{{/*
Headless: a caller learns the address of every pod that is ready and calls them in turn. What is
public has a Service of its own kind.
*/}}
{{- define "common.service" -}}
{{- if (include "common.facts" . | fromYaml).public }}
{{- include (printf "%s.service" .Chart.Name) . }}
{{- else }}
{{- $facts := include "common.facts" . | fromYaml }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "common.name" . }}
  labels: {{- include "common.labels" . | nindent 4 }}
spec:
  clusterIP: None
  selector: {{- include "common.selector" (dict "root" . "component" "server") | nindent 4 }}
  ports:
    - {name: {{ $facts.portName }}, port: {{ $facts.port }}, targetPort: {{ $facts.portName }}, appProtocol: {{ $facts.portName }}}
{{- end }}
{{- end }}

{{/* For monitoring only, of its own, so that numbers are never behind the public door. */}}
{{- define "common.metricsservice" -}}
{{- $facts := include "common.facts" . | fromYaml }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "common.name" . }}-metrics
  labels:
    {{- include "common.labels" . | nindent 4 }}
    app.kubernetes.io/component: metrics
spec:
  clusterIP: None
  # A pod that is not ready is of the most interest.
  publishNotReadyAddresses: true
  selector: {{- include "common.selector" (dict "root" . "component" "server") | nindent 4 }}
  ports:
    - {name: metrics, port: {{ $facts.metricsPort }}, targetPort: metrics}
{{- end }}

{{- define "common.servicemonitor" -}}
{{- with (include "common.values" . | fromYaml).monitoring.serviceMonitor }}
{{- if .enabled }}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ include "common.name" $ }}
  labels:
    {{- include "common.labels" $ | nindent 4 }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  jobLabel: app.kubernetes.io/name
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ $.Chart.Name }}
      app.kubernetes.io/instance: {{ $.Release.Name }}
      app.kubernetes.io/component: metrics
  endpoints:
    - {port: metrics, interval: {{ .interval }}}
{{- end }}
{{- end }}
{{- end }}

{{- define "common.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "common.name" . }}
  labels: {{- include "common.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end }}

{{/* Files that a service reads, by name. */}}
{{- define "common.files" -}}
{{- with (include "common.values" . | fromYaml).files }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "common.name" $ }}
  labels: {{- include "common.labels" $ | nindent 4 }}
data: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
