{{/* In place of the headless one: readers come through a load balancer, which knows every pod. */}}
{{- define "gateway.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "common.name" . }}
  labels: {{- include "common.labels" . | nindent 4 }}
  {{- with .Values.service.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .Values.service.type }}
  selector: {{- include "common.selector" (dict "root" . "component" "server") | nindent 4 }}
  ports:
    - {name: http, port: {{ .Values.service.port }}, targetPort: http, appProtocol: http}
{{- end }}
