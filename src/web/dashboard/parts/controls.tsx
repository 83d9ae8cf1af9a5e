import type { ReactElement, ReactNode } from 'react';
import {
  Button as AriaButton,
  Dialog as AriaDialog,
  Heading,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  Popover,
  Select,
  SelectValue,
  TextField as AriaTextField,
  type ButtonProps,
} from 'react-aria-components';

/** A button; `primary` for what the page is about. */
export function Button({
  primary = false,
  ...props
}: ButtonProps & { primary?: boolean }): ReactElement {
  const look = primary
    ? 'bg-accent text-on-accent border-transparent hover:opacity-90 disabled:border-line disabled:bg-panel disabled:text-muted'
    : 'bg-raised text-ink border-line hover:bg-panel disabled:text-muted';
  return (
    <AriaButton
      {...props}
      className={`inline-flex cursor-default items-center gap-1.5 rounded-md border px-2.5 py-1 text-sm whitespace-nowrap ${look}`}
    />
  );
}

/** One choice of several. */
export function Choice<K extends string>({
  label,
  value,
  options,
  onChange,
  isLabelShown = true,
}: {
  label: string;
  value: K;
  options: readonly { readonly id: K; readonly label: string }[];
  onChange: (value: K) => void;
  isLabelShown?: boolean;
}): ReactElement {
  return (
    <Select
      value={value}
      onChange={(key) => {
        const chosen = options.find(({ id }) => id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      aria-label={label}
      className="inline-flex max-w-full items-center gap-1.5"
    >
      {isLabelShown && <Label className="whitespace-nowrap text-muted">{label}</Label>}
      <AriaButton className="inline-flex min-w-0 items-center gap-1 rounded-md border border-line bg-raised px-2 py-1 hover:bg-panel">
        <SelectValue className="max-w-60 min-w-0 truncate" />
        <span aria-hidden="true" className="text-muted">
          ▾
        </span>
      </AriaButton>
      <Popover className="max-h-80 max-w-[min(32rem,95vw)] overflow-auto rounded-md border border-line bg-raised shadow-lg">
        <ListBox items={options} className="p-1 outline-none">
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              className="cursor-default rounded px-2 py-1 wrap-anywhere data-[focused]:bg-select data-[selected]:font-semibold"
            >
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** A line of text with its label. */
export function TextField({
  label,
  value,
  onChange,
  placeholder,
  type = 'text',
  isLabelShown = true,
  className = '',
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  type?: 'text' | 'password' | 'search';
  isLabelShown?: boolean;
  className?: string;
}): ReactElement {
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      type={type}
      aria-label={label}
      className={`flex flex-col gap-1 ${className}`}
    >
      {isLabelShown && <Label className="text-muted">{label}</Label>}
      <Input
        placeholder={placeholder ?? ''}
        className="w-full rounded-md border border-line bg-page px-2 py-1 placeholder:text-muted"
      />
    </AriaTextField>
  );
}

/** What covers the page until it is closed, by Escape or by a click beside it. */
export function Overlay({
  isOpen,
  onClose,
  children,
  wide = false,
}: {
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}): ReactElement {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable
      className="fixed inset-0 z-20 flex items-start justify-center overflow-auto bg-black/50 p-4 pt-[10vh]"
    >
      <Modal className={`w-full ${wide ? 'max-w-3xl' : 'max-w-lg'}`}>{children}</Modal>
    </ModalOverlay>
  );
}

/** A dialog over the page. */
export function Dialog({
  title,
  children,
  ...overlay
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}): ReactElement {
  return (
    <Overlay {...overlay}>
      <AriaDialog className="rounded-lg border border-line bg-raised p-4 shadow-xl outline-none">
        <Heading slot="title" className="mb-3 text-lg font-semibold">
          {title}
        </Heading>
        {children}
      </AriaDialog>
    </Overlay>
  );
}
