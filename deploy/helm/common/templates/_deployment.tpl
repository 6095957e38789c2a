{{- define "common.deployment" -}}
{{- $v := include "common.values" . | fromYaml }}
{{- $facts := include "common.facts" . | fromYaml }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "common.name" . }}
  labels: {{- include "common.labels" . | nindent 4 }}
spec:
  {{- if not $v.autoscaling.enabled }}
  replicas: {{ $v.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  # So long the next pod is left alone, for callers to have found the one that is new.
  minReadySeconds: 5
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels: {{- include "common.selector" (dict "root" . "component" "server") | nindent 6 }}
  template:
    metadata:
      labels: {{- include "common.podlabels" (dict "root" . "component" "server") | nindent 8 }}
      annotations:
        # A change of any setting or file makes new pods.
        checksum/config: {{ list (include "common.env" .) $v.files | toJson | sha256sum }}
        {{- if $v.monitoring.annotations }}
        prometheus.io/scrape: "true"
        prometheus.io/port: {{ $facts.metricsPort | quote }}
        {{- end }}
        {{- with $v.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "common.pod" . | nindent 6 }}
      {{- include "common.spread" . | nindent 6 }}
      # The process itself does what a preStop hook would: it says that it stops, waits, finishes.
      terminationGracePeriodSeconds: {{ add $v.shutdown.drainSeconds $v.shutdown.graceSeconds 5 }}
      containers:
        - name: {{ .Chart.Name }}
          {{- include "common.container" . | nindent 10 }}
          resources: {{- toYaml $v.resources | nindent 12 }}
          args: ["-m", "services.{{ .Chart.Name }}"]
          ports:
            - {name: {{ $facts.portName }}, containerPort: {{ $facts.port }}}
            - {name: metrics, containerPort: {{ $facts.metricsPort }}}
          {{- include "common.probes" . | nindent 10 }}
          volumeMounts: {{- include "common.mounts" . | nindent 12 }}
      volumes: {{- include "common.volumes" . | nindent 8 }}
{{- end }}

{{/* Pods of a service are on different nodes and in different zones as far as there are some. */}}
{{- define "common.spread" -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels: {{- include "common.selector" (dict "root" $ "component" "server") | nindent 8 }}
  {{- end }}
{{- end }}

{{/*
Readiness asks the parts that are needed. Liveness asks none, and not the threads that answer calls:
neither a store that is down nor a rush of calls restarts a pod. The kubelet's gRPC probe speaks no
TLS: with TLS, and for HTTP, /readyz says the same.
*/}}
{{- define "common.probes" -}}
{{- $v := include "common.values" . | fromYaml }}
{{- $facts := include "common.facts" . | fromYaml }}
{{- $ready := dict "httpGet" (dict "path" "/readyz" "port" "metrics") }}
{{- $live := dict "httpGet" (dict "path" "/healthz" "port" "metrics") }}
{{- $start := $live }}
{{- if and (eq $facts.portName "grpc") (not $v.tls.enabled) }}
{{- $ready = dict "grpc" (dict "port" $facts.port) }}
{{- $start = dict "grpc" (dict "port" $facts.port "service" "answering") }}
{{- end }}
startupProbe:
  {{- toYaml $start | nindent 2 }}
  periodSeconds: 1
  timeoutSeconds: 2
  failureThreshold: 60
readinessProbe:
  {{- toYaml $ready | nindent 2 }}
  periodSeconds: 5
  timeoutSeconds: 2
  failureThreshold: 2
livenessProbe:
  {{- toYaml $live | nindent 2 }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end }}
