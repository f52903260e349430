/** Express and what stands around an interaction, and nothing behind it: ours with its routes, or plain Express. */
import express from 'express'
import { resourceAnswer } from '../../../src/app/answer.ts'
import type { Gateway } from '../../../src/app/gateway.ts'
import { createMetrics } from '../../../src/app/metrics.ts'
import { createServer } from '../../../src/app/server.ts'
import type { AddressInfo } from 'node:net'
import { benchSettings } from '../subject.ts'
import { serve, task, tellPort } from './serve.ts'

export interface ShellTask {
  readonly kind: 'ours' | 'ordinary'
  readonly bytes: number
}

const { kind, bytes } = task<ShellTask>()
const body = 'x'.repeat(bytes)

function serveOurs(): void {
  const metrics = createMetrics()
  // The shell asks its gateway for its settings and its ear, and for nothing else.
  const gateway = { settings: benchSettings('sqlite', 1, 1), metrics, emit: metrics.note } as unknown as Gateway
  const answer = resourceAnswer(body)
  const table = { fhir: [{ method: 'GET' as const, path: '/:type', answer: () => answer }], plain: [] }
  const server = createServer(gateway, table).listen(0, () => tellPort((server.address() as AddressInfo).port))
}

function serveOrdinary(): void {
  const app = express()
  app.use(express.json(), express.urlencoded({ extended: false }))
  app.get('/api/patients/v1/:organization/:type', (_request, response) => {
    response.type('application/fhir+json').send(body)
  })
  serve(app)
}

if (kind === 'ours') serveOurs()
else serveOrdinary()
