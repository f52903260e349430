/** `npm start` in another terminal -> the deployment that it is. */
import type { JWK } from 'jose'
import type { Target } from '../../../src/cli/certify/model.ts'
import type { Options } from '../../../src/cli/certify/target.ts'
import { UsageError } from '../../../src/cli/place.ts'
import { backendKeyFile, loadSigningKeys, stateFolder } from '../../demo/identity-provider/keys.ts'
import { demoTarget } from './target.ts'

/** Rejects with a {@link UsageError} where it does not run. */
export const runningDemo = async ({ smart, browser }: Pick<Options, 'smart' | 'browser'>): Promise<Target> => {
  const [gateway, door] = [process.env['PORTICO_PORT'] ?? '3000', Number(process.env['PORTICO_IDP_PORT'] ?? 8080)]
  const { rs384, es384 } = await loadSigningKeys(backendKeyFile(stateFolder, door)).catch(() => {
    throw new UsageError('The demo does not run: npm start first.')
  })
  return demoTarget({
    gatewayUrl: `http://localhost:${gateway}`,
    doorUrl: `http://localhost:${door}`,
    organization: '1',
    patient: 'pat-1',
    // The same thing, by another library's type.
    keys: [rs384, es384] as unknown as readonly JWK[],
    version: smart,
    inBrowser: browser,
  })
}
