{{/*
One store, one pod, one volume: (dict "root" . "name" "redis" "port" 6379 "user" 999 "data" "/data"
"callers" (list …) "env" (list …) "args" (list …) "probe" (dict …) "scratch" (list "/tmp") "mounts").
*/}}
{{- define "datastores.store" -}}
{{- $values := get .root.Values .name }}
{{- $name := printf "%s-%s" (include "common.group" .root) .name }}
{{- $selector := dict "app.kubernetes.io/name" .name "app.kubernetes.io/instance" .root.Release.Name }}
{{- $labels := merge (dict "app.kubernetes.io/part-of" (include "common.group" .root) "app.kubernetes.io/managed-by" .root.Release.Service) $selector }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels: {{- toYaml $labels | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels: {{- toYaml $labels | nindent 4 }}
spec:
  selector: {{- toYaml $selector | nindent 4 }}
  ports:
    - {name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  labels: {{- toYaml $labels | nindent 4 }}
spec:
  serviceName: {{ $name }}
  replicas: 1
  selector:
    matchLabels: {{- toYaml $selector | nindent 6 }}
  template:
    metadata:
      labels: {{- toYaml $labels | nindent 8 }}
    spec:
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 60
      securityContext:
        runAsNonRoot: true
        runAsUser: {{ .user }}
        runAsGroup: {{ .user }}
        fsGroup: {{ .user }}
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: {{ .name }}
          image: {{ include "datastores.image" $values.image }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          {{- with .args }}
          args: {{- toYaml . | nindent 12 }}
          {{- end }}
          env:
            - name: {{ .passwordVariable }}
              valueFrom: {secretKeyRef: {name: {{ $values.secret.name }}, key: {{ $values.secret.key }}}}
            {{- range $variable, $value := .env }}
            - {name: {{ $variable }}, value: {{ $value | quote }}}
            {{- end }}
          ports:
            - {name: {{ .name }}, containerPort: {{ .port }}}
          startupProbe:
            {{- toYaml .probe | nindent 12 }}
            periodSeconds: 2
            failureThreshold: 90
          readinessProbe:
            {{- toYaml .probe | nindent 12 }}
            periodSeconds: 5
            timeoutSeconds: 3
          livenessProbe:
            tcpSocket: {port: {{ .name }}}
            periodSeconds: 20
            timeoutSeconds: 5
          resources: {{- toYaml $values.resources | nindent 12 }}
          volumeMounts:
            - {name: data, mountPath: {{ .data }}}
            {{- range $place, $path := .scratch }}
            - {name: {{ $place }}, mountPath: {{ $path }}}
            {{- end }}
            {{- with .scripts }}
            - {name: scripts, mountPath: {{ . }}, readOnly: true}
            {{- end }}
      volumes:
        {{- range $place, $path := .scratch }}
        - {name: {{ $place }}, emptyDir: {}}
        {{- end }}
        {{- if .scripts }}
        - {name: scripts, configMap: {name: {{ $name }}}}
        {{- end }}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $values.storage.className }}
        storageClassName: {{ . }}
        {{- end }}
        resources: {requests: {storage: {{ $values.storage.size }}}}
{{- if .root.Values.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ $name }}
  labels: {{- toYaml $labels | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- toYaml $selector | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - ports: [{port: {{ .port }}}]
      from: {{- include "common.peers" (dict "root" .root "names" .callers) | nindent 8 }}
{{- end }}
{{- end }}

{{- define "datastores.image" -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag }}{{ end }}
{{- end }}
