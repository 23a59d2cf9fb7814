// The manifests against the schemas of the Kubernetes API, and what they say of one another.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import yaml from 'js-yaml';
import * as core from 'kubernetes-models/v1';
import * as apps from 'kubernetes-models/apps/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';

const models = { v1: core, 'apps/v1': apps, 'networking.k8s.io/v1': networking, 'policy/v1': policy };
const read = name => yaml.loadAll(readFileSync(new URL(`../../../packaging/kubernetes/${name}`, import.meta.url), 'utf8'));
const parts = [...read('service-level-dashboard.yaml'), ...read('secret.yaml')];
const part = kind => parts.find(p => p.kind === kind);
const pod = part('Deployment').spec.template;
const [container] = pod.spec.containers;

test('manifests_each_isOfTheSchema', () => {
  assert.deepEqual(parts.map(p => p.kind), ['Deployment', 'PodDisruptionBudget', 'Service', 'Ingress', 'ConfigMap', 'Secret']);
  for (const manifest of parts) new models[manifest.apiVersion][manifest.kind](manifest).validate();
});

test('manifests_misspelt_areRefused', () => {
  const deployment = structuredClone(part('Deployment'));
  deployment.spec.replicas = 'three';
  assert.throws(() => new apps.Deployment(deployment).validate());
  delete deployment.spec.selector;
  assert.throws(() => new apps.Deployment(deployment).validate());
});

test('manifests_ofOneAnother_agree', () => {
  const { matchLabels } = part('Deployment').spec.selector;
  assert.deepEqual(pod.metadata.labels, matchLabels);
  assert.deepEqual(part('Service').spec.selector, matchLabels);
  assert.deepEqual(part('PodDisruptionBudget').spec.selector.matchLabels, matchLabels);
  assert.equal(part('Service').spec.ports[0].targetPort, container.ports[0].name);
  assert.equal(part('Ingress').spec.rules[0].http.paths[0].backend.service.name, part('Service').metadata.name);
  for (const { configMapRef } of container.envFrom) assert.equal(configMapRef.name, part('ConfigMap').metadata.name);
  const keys = Object.keys(part('Secret').stringData);
  for (const { valueFrom } of container.env) if (valueFrom?.secretKeyRef) assert.ok(keys.includes(valueFrom.secretKeyRef.key));
  const mount = container.volumeMounts.find(m => m.name === 'secret').mountPath;
  for (const { value } of container.env) if (value?.startsWith(mount)) assert.ok(keys.includes(value.slice(mount.length + 1)), value);
  assert.ok(part('PodDisruptionBudget').spec.minAvailable < part('Deployment').spec.replicas);
});

test('deployment_ending_hasTimeToDrain', () => {
  const [drain, ending] = [10, 8]; // Drain__Seconds and what the host is given to stop
  assert.ok(pod.spec.terminationGracePeriodSeconds > container.lifecycle.preStop.sleep.seconds + drain + ending);
  const { periodSeconds, failureThreshold } = container.readinessProbe;
  assert.ok(periodSeconds * failureThreshold < drain / 4); // before anybody is let go
});
