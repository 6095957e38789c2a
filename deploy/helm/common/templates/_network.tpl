{{/* Who may call, and what is called: nothing else goes in or out. */}}
{{- define "common.networkpolicy" -}}
{{- $v := include "common.values" . | fromYaml }}
{{- $facts := include "common.facts" . | fromYaml }}
{{- if $v.networkPolicy.enabled }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "common.name" . }}
  labels: {{- include "common.labels" . | nindent 4 }}
spec:
  # The pods that serve, and those of its jobs.
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}
      app.kubernetes.io/instance: {{ .Release.Name }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- if $facts.public }}
    - ports: [{port: {{ $facts.portName }}}]
      {{- with $v.networkPolicy.from }}
      from: {{- toYaml . | nindent 8 }}
      {{- end }}
    {{- else }}
    - ports: [{port: {{ $facts.portName }}}]
      from: {{- include "common.peers" (dict "root" . "names" $facts.callers) | nindent 8 }}
    {{- end }}
    - ports: [{port: metrics}]
      from:
        - namespaceSelector:
            matchLabels: {{- toYaml $v.networkPolicy.monitoringNamespace | nindent 14 }}
        - podSelector:
            matchLabels: {{- include "common.podlabels" (dict "root" . "component" "test") | nindent 14 }}
  egress:
    - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
      to:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: kube-system}
    {{- range $facts.calls }}
    - ports: [{port: {{ include "common.port" . }}}]
      to: {{- include "common.peers" (dict "root" $ "names" (list .)) | nindent 8 }}
    {{- end }}
    {{- range $name, $port := $facts.stores }}
    - ports: [{port: {{ $port }}}]
      to: {{- include "common.peers" (dict "root" $ "names" (list $name)) | nindent 8 }}
    {{- end }}
    # What `helm test` asks.
    - ports: [{port: {{ $facts.port }}}, {port: {{ $facts.metricsPort }}}]
      to: {{- include "common.peers" (dict "root" . "names" (list .Chart.Name)) | nindent 8 }}
    {{- with $v.networkPolicy.egress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
{{- end }}

{{/* Pods of the group, by the name of their service or store. */}}
{{- define "common.peers" -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/part-of: {{ include "common.group" .root }}
    matchExpressions:
      - {key: app.kubernetes.io/name, operator: In, values: {{ toJson .names }}}
{{- end }}
