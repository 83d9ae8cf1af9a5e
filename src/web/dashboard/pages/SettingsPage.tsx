import { useState, type ReactElement, type ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components';
import { changeSettings, settings } from '../data/settings.js';
import { useStored } from '../data/stored.js';
import { tokens, useTokens } from '../data/tokens.js';
import { useAnswer } from '../data/useAnswer.js';
import { ShellDocument, ViewersDocument } from '../generated/graphql.js';
import { Button, Choice, TextField } from '../parts/controls.js';

/** Tokens, addresses, and how the page looks. */
export function SettingsPage(): ReactElement {
  const chosen = useStored(settings);
  return (
    <div className="flex max-w-2xl flex-col gap-6 p-4">
      <h1 className="text-lg font-semibold">Settings</h1>
      <Block title="Tokens">
        <Tokens />
      </Block>
      <Block title="Your addresses">
        <p className="mb-2 text-muted">
          By these the queue knows whose turn it is. The owner of a token is known without them.
        </p>
        <Addresses me={chosen.me} />
      </Block>
      <Block title="Look">
        <div className="flex flex-wrap gap-4">
          <Choice
            label="Theme"
            value={chosen.theme}
            options={[
              { id: 'system', label: 'as the system' },
              { id: 'light', label: 'light' },
              { id: 'dark', label: 'dark' },
            ]}
            onChange={(theme) => {
              changeSettings({ theme });
            }}
          />
          <Choice
            label="Rows"
            value={chosen.density}
            options={[
              { id: 'comfortable', label: 'comfortable' },
              { id: 'compact', label: 'compact' },
            ]}
            onChange={(density) => {
              changeSettings({ density });
            }}
          />
        </div>
      </Block>
      <Block title="Keys">
        <SwitchField
          isSelected={chosen.keys}
          onChange={(keys) => {
            changeSettings({ keys });
          }}
        >
          <SwitchButton className="flex items-center gap-2">
            {({ isSelected }) => (
              <>
                <span
                  aria-hidden="true"
                  className={`flex h-5 w-9 items-center rounded-full border border-line p-0.5 ${isSelected ? 'justify-end bg-accent' : 'bg-panel'}`}
                >
                  <span className="size-4 rounded-full bg-raised" />
                </span>
                Single keys are shortcuts
              </>
            )}
          </SwitchButton>
        </SwitchField>
      </Block>
    </div>
  );
}

function Tokens(): ReactElement {
  const instances = useAnswer(ShellDocument, {}).data?.data.instances ?? [];
  const set = useTokens();
  const hasTokens = Object.keys(set).length > 0;
  const viewers = useAnswer(ViewersDocument, {}, { enabled: hasTokens });
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        A token of the Patchwork server, from its page of your profile. It stays in this tab until
        it is closed, and goes to that server only.
      </p>
      {instances.map(({ name }) => {
        const user = viewers.data?.data.viewers?.find(
          ({ instance }) => instance.name === name,
        )?.user;
        return (
          <div key={name} className="flex flex-wrap items-end gap-3">
            <TextField
              label={name}
              type="password"
              value={set[name] ?? ''}
              onChange={(token) => {
                tokens.set(name, token);
              }}
              className="w-80"
            />
            {set[name] !== undefined && (
              <span className="text-sm">
                {viewers.isFetching && 'looking for its owner…'}
                {!viewers.isFetching &&
                  (user == null ? (
                    <span className="text-warn">owner not known</span>
                  ) : (
                    <span className="text-ok">{user.username}</span>
                  ))}
              </span>
            )}
          </div>
        );
      })}
      {hasTokens && (
        <span>
          <Button onPress={tokens.clear}>Forget all tokens</Button>
        </span>
      )}
    </div>
  );
}

function Addresses({ me }: { me: readonly string[] }): ReactElement {
  const [text, setText] = useState(me.join(', '));
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        changeSettings({ me: text.split(/[\s,]+/).filter((one) => one.includes('@')) });
      }}
    >
      <TextField
        label="Email addresses, separated by commas"
        value={text}
        onChange={setText}
        className="flex-1"
      />
      <Button type="submit">Save</Button>
    </form>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section>
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
