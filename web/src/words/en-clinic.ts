/** What the clinic is called, where it is, and what patients call, in English. */
export const clinicEn = {
  clinic: {
    title: 'Clinic',
    says: 'What the clinic is called stands in reports and on calendars; its numbers stand under messages to patients and on their own pages.',
    name: 'Name of the clinic',
    zone: 'Time zone',
    zoneSays:
      'Duty, quiet hours of the team, visits and the days of reports are counted in it. Patients and devices have zones of their own.',
    zoneMoves:
      'Duty, quiet hours of the team, new visits and the next reports move to the clock of this zone; what is agreed, issued or waiting already keeps its moment, and patients and devices keep their own zones.',
    language: 'Language',
    languageSays: 'Of reports that come by themselves, and of messages to whoever has chosen none.',
    emergency: 'Number to call in an emergency',
    emergencySays: 'Left empty, each patient is told the number of their own zone.',
    emergencyKnown: (number: string, zone: string) => `In ${zone} that is ${number}.`,
    emergencyUnknown: (zone: string) => `For ${zone} none is known here: they are told to call the local one.`,
    telephone: 'Telephone of the clinic',
    telephoneSays: 'Left empty, patients are shown none.',
    fixed: (variable: string) => `Stands in hearth.yaml or in ${variable}, and is changed there.`,
    wrong: {
      name: 'What is the clinic called? One line of at most 80 characters.',
      zone: 'This is no time zone: choose one of the list, such as Europe/London.',
      language: 'Choose a language of the list.',
      emergencyNumber: 'An emergency number is two to six digits, such as 999.',
      telephone: 'A telephone number is digits with spaces or dashes, such as 020 7946 0000.',
    },
    goOn: 'Keep and go on',
    opening: 'Hearth opens again with this; it takes a moment.',
    saved: 'The clinic is changed.',
    later: 'This is kept, and holds as soon as Hearth has started again.',
    since: 'Last changed',
    readOnly: 'An administrator can change this.',
    noTelephone: 'none',
    ofZone: 'that of each patient’s zone',
  },
};
