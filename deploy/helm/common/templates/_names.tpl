{{/* The chart's values; what stands under `global` goes before those of the same name. */}}
{{- define "common.values" -}}
{{- mergeOverwrite (deepCopy .Values) (deepCopy (.Values.global | default dict)) | toYaml }}
{{- end }}

{{/* What the chart says about its service and nobody sets: ports, callers, callees, stores. */}}
{{- define "common.facts" -}}
{{- include (printf "%s.facts" .Chart.Name) . }}
{{- end }}

{{- define "common.group" -}}
{{- (include "common.values" . | fromYaml).group | default .Release.Name }}
{{- end }}

{{- define "common.name" -}}
{{ include "common.group" . }}-{{ .Chart.Name }}
{{- end }}

{{/* The labels that find the pods of a service: (dict "root" . "component" "server"). */}}
{{- define "common.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "common.podlabels" -}}
{{ include "common.selector" . }}
app.kubernetes.io/part-of: {{ include "common.group" .root }}
{{- end }}

{{- define "common.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: {{ include "common.group" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Where a service of the group answers: (dict "root" . "service" "catalog"). */}}
{{- define "common.target" -}}
{{- include "common.group" .root }}-{{ .service }}:{{ include "common.port" .service }}
{{- end }}

{{/* The gRPC port of a service, by its name. A new service has its line here. */}}
{{- define "common.port" -}}
{{- get (dict "catalog" "50051" "search" "50052" "auth" "50053") . }}
{{- end }}
