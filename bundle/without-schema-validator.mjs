/**
 * The MCP SDK brings a validator of JSON Schema (half of its bundle) for what a person answers to a form. Ours is one yes or no, which
 * `src/cli/mcp/agreement.ts` reads, and the server is given that reader.
 */
export const withoutSchemaValidator = {
  name: 'without-schema-validator',
  setup(target) {
    target.onLoad({ filter: /[\\/]validation[\\/]ajv-provider\.js$/ }, () => ({
      contents: 'export class AjvJsonSchemaValidator {}',
    }));
  },
};
