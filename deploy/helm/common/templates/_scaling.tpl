{{- define "common.autoscaler" -}}
{{- $facts := include "common.facts" . | fromYaml }}
{{- with (include "common.values" . | fromYaml).autoscaling }}
{{- if .enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "common.name" $ }}
  labels: {{- include "common.labels" $ | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ include "common.name" $ }}}
  minReplicas: {{ .min }}
  maxReplicas: {{ .max }}
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: {{ .cpuPercent }}}}
    {{- if and .inFlight.enabled (eq $facts.portName "grpc") }}
    - type: Pods
      pods:
        metric: {name: codebook_requests_in_flight}
        target: {type: AverageValue, averageValue: {{ .inFlight.target | quote }}}
    {{- end }}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 300}
{{- end }}
{{- end }}
{{- end }}

{{- define "common.disruptionbudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "common.name" . }}
  labels: {{- include "common.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ (include "common.values" . | fromYaml).disruption.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "common.selector" (dict "root" . "component" "server") | nindent 6 }}
{{- end }}
