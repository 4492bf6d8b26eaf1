#compdef reltrack
# Completion of reltrack for zsh. To install it for yourself, in a folder of your $fpath:
#   mkdir -p ~/.zfunc && reltrack completion zsh > ~/.zfunc/_reltrack
# with these lines in ~/.zshrc:
#   fpath=(~/.zfunc $fpath)
#   autoload -Uz compinit && compinit
# or, after compinit: source <(reltrack completion zsh)
# To keep what you log out of the shell's history file: HISTORY_IGNORE="reltrack log *"

_reltrack() {
    local -a found
    # Candidates are data: one a line, never expanded, shown without descriptions.
    found=("${(@f)$(command reltrack _complete zsh "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    if [[ $found[1] == / ]]; then
        compset -P '--*='
        _files
    elif [[ -n $found[1] ]]; then
        # A later word of a name was typed: what all have in common would take its place.
        [[ -n ${found:#(#i)$PREFIX*} ]] && compstate[insert]=menu
        compadd -U -V reltrack -a found
    fi
}

if [[ $funcstack[1] == _reltrack ]]; then
    _reltrack "$@"
else
    compdef _reltrack reltrack
fi
