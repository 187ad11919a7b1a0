import { SETTINGS, type SettingDescription } from '../src/adapters/config/setting-list.js';

/** The text of `.env.example`: every setting, commented out, with what holds without it. */
export function envExample(): string {
  const entries = Object.entries(SETTINGS).map(([name, setting]) => {
    const value = ownDefault(setting);
    const otherwise = setting.otherwise === undefined ? '' : `; without it: ${setting.otherwise}`;
    return `# ${setting.meaning}${otherwise}\n# ${name}=${value ?? ''}\n`;
  });
  return `# Copy to .env and uncomment what should differ. Everything here is checked at start.\n\n${entries.join('\n')}`;
}

/** The README with the table of settings in place of the one it holds. */
export function withSettingsTable(readme: string): string {
  return readme.replace(/^\| setting \| default \| meaning \|\n(\|.*\n)+/m, () => `${settingsTable()}\n`);
}

/** The table of settings as the README shows it. */
export function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, setting]) => {
    const value = ownDefault(setting);
    return `| \`${name}\` | ${setting.otherwise ?? (value === undefined ? '–' : `\`${value}\``)} | ${setting.meaning} |`;
  });
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function ownDefault({ schema, otherwise }: SettingDescription): string | undefined {
  const { flags } = schema.describe() as { flags?: { default?: string | number } };
  return otherwise !== undefined || flags?.default === undefined ? undefined : String(flags.default);
}
