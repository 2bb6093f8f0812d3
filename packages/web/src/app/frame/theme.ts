import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'vedette-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** What was chosen; what the system has, where nothing was. */
function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  showTheme();
}

/** Shows the theme, now and whenever the system changes its own. */
export function startTheme(): void {
  system.addEventListener('change', showTheme);
  showTheme();
}

export function useTheme(): Theme {
  return useSyncExternalStore(onThemeChange, chosenTheme);
}

/** Whether the page is dark at the moment, whoever decided so. */
export function useIsDark(): boolean {
  return useSyncExternalStore(
    onThemeChange,
    () => document.documentElement.dataset['theme'] === 'dark',
  );
}

function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function showTheme(): void {
  const theme = chosenTheme();
  const dark = theme === 'dark' || (theme === 'system' && system.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}
