import type { ConfigFault } from '../config/ConfigError.js';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { readHooks } from '../gateway/RunningHooks.js';
import { createSchema } from '../graphql/schema.js';
import { chooseOperation } from '../server/execution/chooseOperation.js';
import { DocumentStore } from '../server/execution/DocumentStore.js';
import { readVariables } from '../server/execution/readVariables.js';

/** Faults of the documents of webhooks, because of which `serve` does not start. */
export async function checkWebhooks(config: GatewayConfig): Promise<readonly ConfigFault[]> {
  const { webhooks, limits } = config;
  const introspection = true;
  const documents = new DocumentStore({ schema: createSchema(), introspection, limits });
  const faults = await Promise.all(
    webhooks.map(async (webhook, index): Promise<readonly ConfigFault[]> => {
      try {
        const [hook] = await readHooks([webhook]);
        const prepared = documents.prepare(hook?.document ?? '');
        const { operation } = chooseOperation(prepared.schema, prepared, {
          name: undefined,
          mayWrite: true,
          isSubscription: true,
        });
        readVariables(prepared.schema, operation, webhook.variables, { ...limits, introspection });
        return [];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return [
          {
            path: `webhooks[${String(index)}].document`,
            problem: `is ${webhook.document}, which cannot be used (${reason})`,
            remedy: 'the path of a readable file with a subscription that fits the schema',
          },
        ];
      }
    }),
  );
  return faults.flat();
}
