import type { CodegenConfig } from '@graphql-codegen/cli';

export const config: CodegenConfig = {
  schema: 'http://127.0.0.1:4000/graphql',
  documents: ['src/**/*.{ts,tsx}'],
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        defaultScalarType: 'unknown',
        // All four are strings in JSON; DateTime is RFC 3339 in UTC.
        scalars: { DateTime: 'string', URL: 'string', EmailAddress: 'string', MessageID: 'string' },
      },
    },
  },
};
