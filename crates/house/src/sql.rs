//! SQL as statements and tokens: enough to read a schema and a statement's outline, and no more.

/// One token of SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A keyword or name, in lower case unless it was quoted.
    Word(String),
    /// A string, with single quotes or dollars; doubled quotes are single here.
    Text(String),
    /// A number or a parameter such as `:name` or `$1`.
    Value(String),
    /// Any other single character.
    Mark(char),
}

/// One statement, without its semicolon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Rules that a comment inside or right before it sets aside: `-- house: RULE, because REASON`.
    pub set_aside: Vec<String>,
}

impl Token {
    /// Whether it is this keyword or name.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found == word)
    }

    /// Whether it is this character.
    #[must_use]
    pub fn is_mark(&self, mark: char) -> bool {
        matches!(self, Self::Mark(found) if *found == mark)
    }

    /// The name, if it is one.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        if let Self::Word(word) = self {
            Some(word)
        } else {
            None
        }
    }
}

impl Statement {
    /// Whether the statement begins with these words.
    #[must_use]
    pub fn begins(&self, words: &str) -> bool {
        self.has_at(0, words)
    }

    /// Whether these words stand at token `at`.
    #[must_use]
    pub fn has_at(&self, at: usize, words: &str) -> bool {
        words
            .split(' ')
            .enumerate()
            .all(|(n, word)| self.tokens.get(at + n).is_some_and(|token| token.is(word)))
    }

    /// Where these words stand first.
    #[must_use]
    pub fn find(&self, words: &str) -> Option<usize> {
        (0..self.tokens.len()).find(|at| self.has_at(*at, words))
    }

    /// Whether these words stand anywhere.
    #[must_use]
    pub fn has(&self, words: &str) -> bool {
        self.find(words).is_some()
    }
}

/// Reads a text as statements. Empty ones are left out.
#[must_use]
pub fn statements(text: &str) -> Vec<Statement> {
    let mut reader = Reader { rest: text, line: 1 };
    let mut statements = Vec::new();
    let mut current = Statement {
        line: 1,
        tokens: Vec::new(),
        set_aside: Vec::new(),
    };
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Token(Token::Mark(';')) => {
                let ended = std::mem::replace(
                    &mut current,
                    Statement {
                        line: 1,
                        tokens: Vec::new(),
                        set_aside: Vec::new(),
                    },
                );
                if !ended.tokens.is_empty() {
                    statements.push(ended);
                }
            }
            Piece::Token(token) => {
                if current.tokens.is_empty() {
                    current.line = reader.line;
                }
                current.tokens.push(token);
            }
            Piece::Comment(comment) => {
                if let Some(("house", rule)) = comment.split_once(':').map(|(who, rule)| (who.trim(), rule))
                    && let Some((rule, reason)) = rule.split_once(", because ")
                    && !reason.trim().is_empty()
                {
                    current.set_aside.push(rule.trim().to_owned());
                }
            }
        }
    }
    if !current.tokens.is_empty() {
        statements.push(current);
    }
    statements
}

enum Piece<'a> {
    Token(Token),
    Comment(&'a str),
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Piece<'a>> {
        let blank = self.rest.len() - self.rest.trim_start().len();
        self.take(blank);
        let first = self.rest.chars().next()?;
        if let Some(after) = self.rest.strip_prefix("--") {
            let comment = after.split('\n').next().unwrap_or_default();
            self.take(2 + comment.len());
            return Some(Piece::Comment(comment));
        }
        if let Some(after) = self.rest.strip_prefix("/*") {
            let length = after.find("*/").map_or(after.len(), |end| end + 2);
            self.take(2 + length);
            return self.next();
        }
        let token = match first {
            '\'' => Token::Text(self.quoted('\'')),
            '"' => Token::Word(self.quoted('"')),
            '$' if !self.rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                Token::Text(self.dollar_quoted())
            }
            c if c.is_alphabetic() || c == '_' => Token::Word(self.run().to_lowercase()),
            c if c.is_ascii_digit() || c == '$' => Token::Value(self.run().to_owned()),
            ':' if self.rest[1..].starts_with(|c: char| c.is_alphabetic()) => {
                Token::Value(self.run().to_owned())
            }
            mark => {
                // A cast's two colons are one mark, so that its type is not taken for a parameter.
                self.take(if self.rest.starts_with("::") {
                    2
                } else {
                    mark.len_utf8()
                });
                Token::Mark(mark)
            }
        };
        Some(Piece::Token(token))
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    /// A first character, then letters, digits and `_`.
    fn run(&mut self) -> &'a str {
        let mut characters = self.rest.char_indices().skip(1);
        let end = characters
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '_'))
            .map_or(self.rest.len(), |(at, _)| at);
        self.take(end)
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        self.take(1);
        loop {
            let end = self.rest.find(quote).unwrap_or(self.rest.len());
            text.push_str(self.take(end));
            self.take(usize::from(!self.rest.is_empty()));
            if !self.rest.starts_with(quote) {
                return text;
            }
            text.push(quote);
            self.take(1);
        }
    }

    fn dollar_quoted(&mut self) -> String {
        let Some(tag) = self.rest[1..].find('$').map(|end| &self.rest[..end + 2]) else {
            return self.take(self.rest.len()).to_owned();
        };
        self.take(tag.len());
        let end = self.rest.find(tag).unwrap_or(self.rest.len());
        let text = self.take(end).to_owned();
        self.take(tag.len().min(self.rest.len()));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        statements(text)
            .iter()
            .map(|statement| {
                let tokens = statement.tokens.iter().map(|token| match token {
                    Token::Word(text) | Token::Value(text) => text.clone(),
                    Token::Text(text) => format!("<{text}>"),
                    Token::Mark(mark) => mark.to_string(),
                });
                format!("{}: {}", statement.line, tokens.collect::<Vec<_>>().join(" "))
            })
            .collect()
    }

    #[test]
    fn statements_end_at_semicolons_outside_quotes() {
        assert_eq!(
            words("Select 'a;''b', \"Of\"; -- x;\n\n/* ; */ update t\nset a = :a;;"),
            ["1: select <a;'b> , Of", "3: update t set a = :a"]
        );
        assert_eq!(
            words("do $x$ begin; $1 $x$ ; select $1, :b::text"),
            ["1: do < begin; $1 >", "1: select $1 , :b : text"]
        );
        assert_eq!(words("'open"), ["1: <open>"]);
        assert_eq!(words("$open"), ["1: <$open>"]);
    }

    #[test]
    fn a_rule_is_set_aside_with_a_reason_only() {
        let set_aside = |text: &str| statements(text).remove(0).set_aside;
        assert_eq!(
            set_aside("-- house: star, because a view follows its table\nselect 1"),
            ["star"]
        );
        assert!(set_aside("-- house: star\nselect 1").is_empty());
    }
}
