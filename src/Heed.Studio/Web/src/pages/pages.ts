import type { Component } from 'svelte';

export interface Page {
  id: string;
  title: string;
  /** What it answers, in a few words. */
  about: string;
  load: () => Promise<{ default: Component }>;
}

/** The pages there are, in the order of their tabs. A new page is a folder beside this file and a line here. */
export const pages: Page[] = [
  { id: 'sentence', title: 'Sentence', about: 'Who attends to whom', load: () => import('./sentence/SentencePage.svelte') },
  { id: 'steps', title: 'Steps', about: 'One head, number by number', load: () => import('./steps/StepsPage.svelte') },
];
