{{/* What every pod has: who it runs as, where it runs, what it may write. */}}
{{- define "common.pod" -}}
{{- $v := include "common.values" . | fromYaml }}
serviceAccountName: {{ include "common.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with $v.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* What every container of ours has. */}}
{{- define "common.container" -}}
{{- $v := include "common.values" . | fromYaml }}
image: {{ include "common.image" . }}
imagePullPolicy: {{ $v.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
env: {{- include "common.env" . | nindent 2 }}
{{- end }}

{{- define "common.image" -}}
{{- with (include "common.values" . | fromYaml).image }}
{{- if .digest }}
{{- .repository }}@{{ .digest }}
{{- else }}
{{- .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end }}
{{- end }}
{{- end }}

{{/* The environment: where to listen and how to stop, who else there is, settings, secrets. */}}
{{- define "common.env" -}}
{{- $v := include "common.values" . | fromYaml }}
{{- $facts := include "common.facts" . | fromYaml }}
{{- $prefix := upper .Chart.Name }}
- {name: {{ $prefix }}_HOST, value: "0.0.0.0"}
- {name: {{ $prefix }}_DRAIN_SECONDS, value: {{ $v.shutdown.drainSeconds | quote }}}
- {name: {{ $prefix }}_GRACE_SECONDS, value: {{ $v.shutdown.graceSeconds | quote }}}
{{- if $v.tls.enabled }}
- {name: {{ $prefix }}_TLS_DIR, value: /etc/codebook/tls}
{{- end }}
{{- range $facts.calls }}
- {name: {{ $prefix }}_{{ upper . }}_TARGET, value: "{{ include "common.target" (dict "root" $ "service" .) }}"}
{{- end }}
{{- range $name, $value := merge (dict) ($v.settings | default dict) ($facts.settings | default dict) }}
- {name: {{ $name }}, value: {{ toString $value | quote }}}
{{- end }}
{{- range $name, $from := $v.secrets }}
- {name: {{ $name }}, valueFrom: {secretKeyRef: {name: {{ $from.secret }}, key: {{ $from.key }}}}}
{{- end }}
{{- end }}

{{- define "common.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if (include "common.values" . | fromYaml).tls.enabled }}
- {name: tls, mountPath: /etc/codebook/tls, readOnly: true}
{{- end }}
{{- if (include "common.values" . | fromYaml).files }}
- {name: files, mountPath: /etc/codebook/files, readOnly: true}
{{- end }}
{{- end }}

{{- define "common.volumes" -}}
- name: tmp
  emptyDir: {}
{{- if (include "common.values" . | fromYaml).tls.enabled }}
- name: tls
  secret: {secretName: {{ include "common.tlssecret" . }}, defaultMode: 288}
{{- end }}
{{- if (include "common.values" . | fromYaml).files }}
- name: files
  configMap: {name: {{ include "common.name" . }}}
{{- end }}
{{- end }}
