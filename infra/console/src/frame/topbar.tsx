import TopNavigation from "@cloudscape-design/components/top-navigation";
import { speak, useLanguage, useTexts, type Language } from "../words/language";
import { useConsole } from "./console";
import { base, useFollow } from "./follow";
import { choose, useTheme, type Theme } from "./theme";
import { frameTexts } from "./words";

export function TopBar() {
  const texts = useTexts(frameTexts);
  const { me, session } = useConsole();
  const follow = useFollow();
  const language = useLanguage();
  const theme = useTheme();
  const themes: Record<Theme, string> = { system: texts.asSystem, light: texts.light, dark: texts.dark };
  return (
    <TopNavigation
      identity={{ href: `${base}/`, title: texts.product, logo: { src: `${base}/ringdown.svg`, alt: texts.logo }, onFollow: () => undefined }}
      i18nStrings={{ searchIconAriaLabel: "", searchDismissIconAriaLabel: "", overflowMenuTriggerText: "…", overflowMenuTitleText: me.name ?? "", overflowMenuBackIconAriaLabel: "", overflowMenuDismissIconAriaLabel: texts.dismiss }}
      utilities={[
        {
          type: "menu-dropdown",
          text: language === "de" ? "Deutsch" : "English",
          ariaLabel: `${texts.language}: ${language === "de" ? "Deutsch" : "English"}`,
          iconName: "globe",
          items: [
            { id: "en", text: "English", itemType: "checkbox", checked: language === "en" },
            { id: "de", text: "Deutsch", itemType: "checkbox", checked: language === "de" },
          ],
          onItemClick: (event) => speak(event.detail.id as Language),
        },
        {
          type: "menu-dropdown",
          text: texts.appearance,
          iconName: "settings",
          items: (Object.keys(themes) as Theme[]).map((id) => ({ id, text: themes[id], itemType: "checkbox", checked: theme === id })),
          onItemClick: (event) => choose(event.detail.id as Theme),
        },
        {
          type: "menu-dropdown",
          text: me.name ?? "",
          description: texts.signedInAs(me.name ?? "", (me.roles ?? []).join(", ")),
          iconName: "user-profile",
          items: [{ id: "out", text: texts.signOut }],
          onItemClick: () => void session.signOut(),
          onItemFollow: follow,
        },
      ]}
    />
  );
}
