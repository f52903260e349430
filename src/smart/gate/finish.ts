/** All that was decided -> the app's code, and the end of the interaction. */
import type { Request, Response } from 'express'
import type { Client } from '../model.ts'
import { forgetInteraction } from './cookies.ts'
import type { Door, DoorRealm } from './door.ts'
import { Refusal } from './refusal.ts'
import { contextOf, type Known } from './steps.ts'
import { sendToApp } from './to-app.ts'

export async function finish(
  door: Door,
  realm: DoorRealm,
  client: Client,
  interaction: Known,
  scopes: readonly string[],
  [request, response]: readonly [Request, Response],
): Promise<void> {
  if (scopes.length === 0) throw new Refusal('access_denied', 'the user shares nothing with the app')
  forgetInteraction(door, interaction, request, response)
  const granted = { scopes, context: contextOf(realm, client, interaction) }
  await sendToApp(door, realm, interaction.request, granted, request, response)
}
