{{/*
A pod that runs to its end: (dict "root" . "steps" (list (dict "name" "migrate" "args" (list …)))).
The steps run one after the other. A step may mount a claim: "claim", at /imports.
*/}}
{{- define "common.run" -}}
metadata:
  labels: {{- include "common.podlabels" (dict "root" .root "component" "job") | nindent 4 }}
spec:
  {{- include "common.pod" .root | nindent 2 }}
  restartPolicy: OnFailure
  {{- $claim := .claim }}
  {{- $root := .root }}
  {{- with initial .steps }}
  initContainers:
    {{- range . }}
    {{- include "common.step" (dict "root" $root "step" . "claim" $claim) | nindent 4 }}
    {{- end }}
  {{- end }}
  containers:
    {{- include "common.step" (dict "root" $root "step" (last .steps) "claim" $claim) | nindent 4 }}
  volumes:
    {{- include "common.volumes" .root | nindent 4 }}
    {{- with $claim }}
    - {name: imports, persistentVolumeClaim: {claimName: {{ . }}, readOnly: true}}
    {{- end }}
{{- end }}

{{- define "common.step" -}}
- name: {{ .step.name }}
  {{- include "common.container" .root | nindent 2 }}
  resources: {{- toYaml (include "common.values" .root | fromYaml).jobs.resources | nindent 4 }}
  args: {{- toYaml .step.args | nindent 4 }}
  volumeMounts:
    {{- include "common.mounts" .root | nindent 4 }}
    {{- if .claim }}
    - {name: imports, mountPath: /imports, readOnly: true}
    {{- end }}
{{- end }}

{{/*
A Job of every installation and upgrade: (dict "root" . "name" "prepare" "hook" "pre-upgrade"
"steps" …). At the first installation it is no hook: it starts with everything else, waits until
what it needs can be connected to, and the pods become ready when it is done.
*/}}
{{- define "common.job" -}}
{{- $needed := (include "common.facts" .root | fromYaml).needed }}
{{- $wait := dict "name" "wait" "args" (concat (list "-m" "services.runtime.waiting") $needed) }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "common.name" .root }}-{{ .name }}
  labels: {{- include "common.labels" .root | nindent 4 }}
  {{- if .root.Release.IsUpgrade }}
  annotations:
    helm.sh/hook: {{ .hook }}
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
  {{- end }}
spec:
  backoffLimit: 20
  activeDeadlineSeconds: 3600
  template:
    {{- include "common.run" (dict "root" .root "steps" (prepend .steps $wait)) | nindent 4 }}
{{- end }}

{{/* (dict "root" . "name" "reindex" "schedule" "7 * * * *" "suspend" false "steps" …) */}}
{{- define "common.cronjob" -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "common.name" .root }}-{{ .name }}
  labels: {{- include "common.labels" .root | nindent 4 }}
spec:
  schedule: {{ .schedule | quote }}
  timeZone: Etc/UTC
  suspend: {{ .suspend | default false }}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 600
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 3600
      template: {{- include "common.run" . | nindent 8 }}
{{- end }}

{{/* `helm test`: asks the addresses, one after the other, until each has answered 200. */}}
{{- define "common.test" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "common.name" .root }}-test
  labels: {{- include "common.podlabels" (dict "root" .root "component" "test") | nindent 4 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  {{- include "common.pod" .root | nindent 2 }}
  restartPolicy: Never
  containers:
    - name: test
      {{- include "common.container" .root | nindent 6 }}
      resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {memory: 128Mi}}
      args:
        - -c
        - |
          import sys, urllib.request
          for address in sys.argv[1:]:
              with urllib.request.urlopen(address, timeout=10) as answer:
                  print(answer.status, address)
        {{- range .addresses }}
        - {{ . }}
        {{- end }}
      volumeMounts: {{- include "common.mounts" .root | nindent 8 }}
  volumes: {{- include "common.volumes" .root | nindent 4 }}
{{- end }}

{{- define "common.readyaddress" -}}
http://{{ include "common.name" . }}-metrics:{{ (include "common.facts" . | fromYaml).metricsPort }}/readyz
{{- end }}
