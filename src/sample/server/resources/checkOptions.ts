const field = (type: string, label: string, more: object = {}): object => ({
  type,
  required: false,
  read_only: false,
  label,
  ...more,
});

/** What OPTIONS of `/patches/{id}/checks/` reports about the fields of a POST. */
export const checkFieldsForOptions = {
  POST: {
    id: field('integer', 'ID', { read_only: true }),
    url: field('field', 'Url', { read_only: true }),
    user: field('field', 'User'),
    date: field('datetime', 'Date', { read_only: true }),
    state: field('choice', 'State', {
      help_text: 'The state of the check.',
      choices: ['pending', 'success', 'warning', 'fail'].map((display_name, value) => ({
        value,
        display_name,
      })),
    }),
    target_url: field('url', 'Target url', {
      help_text:
        'The target URL to associate with this check. This should be specific to the patch.',
      max_length: 200,
    }),
    context: field('slug', 'Context', {
      help_text: 'A label to discern check from checks of other testing systems.',
      max_length: 255,
    }),
    description: field('string', 'Description', {
      help_text: 'A brief description of the check.',
    }),
  },
} as const;
