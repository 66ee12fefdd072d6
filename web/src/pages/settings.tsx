import { useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { Language } from '../../../domain/source.ts';
import { Choice } from '../parts/choice.tsx';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { PasswordForm } from '../parts/password-form.tsx';
import { chooseTheme, useThemeChoice } from '../theme.ts';
import { LANGUAGES, useSpeech } from '../words/words.tsx';
import { OwnContact } from './own-contact.tsx';
import { OwnSecurity } from './own-security.tsx';
import { OwnSessions } from './own-sessions.tsx';

export function SettingsPage({ session, leave }: { readonly session: SessionView; readonly leave: () => void }) {
  const { language, words, choose } = useSpeech();
  const { settings } = words;
  const theme = useThemeChoice();
  const [changing, setChanging] = useState(!session.hasPassword);
  return (
    <Page title={settings.title}>
      <div className="settings">
        <section className="panel" aria-label={settings.you}>
          <p>
            <strong>{session.user.name}</strong> <span className="muted">{words.role[session.user.role]}</span>
          </p>
          <p className="muted">
            <code>{session.user.id}</code> · {settings.until} <Moment at={session.until} zone={undefined} />
          </p>
          <button type="button" className="button" onClick={leave}>
            {words.nav.signOut}
          </button>
        </section>
        <section className="panel setting" aria-label={settings.language}>
          <h2>{settings.language}</h2>
          <Choice
            name="language"
            label={settings.language}
            value={language}
            choose={choose}
            options={Object.entries(LANGUAGES) as [Language, string][]}
          />
        </section>
        <section className="panel setting" aria-label={settings.theme}>
          <h2>{settings.theme}</h2>
          <Choice
            name="theme"
            label={settings.theme}
            value={theme}
            choose={chooseTheme}
            options={(['system', 'light', 'dark'] as const).map((each) => [each, settings.themes[each]] as const)}
          />
        </section>
        <OwnSecurity />
        <OwnSessions leave={leave} />
        <OwnContact />
        <section className="panel" aria-label={settings.password}>
          <h2>{settings.password}</h2>
          {!session.hasPassword && <p className="muted">{settings.noPassword}</p>}
          {changing ? (
            <PasswordForm done={() => setChanging(false)} />
          ) : (
            <button type="button" className="button" onClick={() => setChanging(true)}>
              {settings.change}
            </button>
          )}
        </section>
      </div>
    </Page>
  );
}
