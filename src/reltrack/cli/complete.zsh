#compdef reltrack
# Completion of reltrack for zsh. To install it for yourself, in a folder of your $fpath:
#   mkdir -p ~/.zfunc && reltrack completion zsh > ~/.zfunc/_reltrack
# with these lines in ~/.zshrc:
#   fpath=(~/.zfunc $fpath)
#   autoload -Uz compinit && compinit
# or, after compinit: source <(reltrack completion zsh)
# To keep what you log out of the shell's history file: HISTORY_IGNORE="reltrack log *"

_reltrack() {
    local -a found plain told shown
    local line tab=$'\t'
    integer width
    # Candidates are data: one a line, never expanded; after a tab, what is said of it.
    found=("${(@f)$(command reltrack _complete zsh "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    told=(${${(M)found:#*$tab*}%%$tab*})
    plain=(${found:#(*$tab*|/)})
    for line in $told; do
        (( $#line > width )) && width=$#line
    done
    for line in ${(M)found:#*$tab*}; do
        line="${(r:width:)line%%$tab*}  ${line#*$tab}"
        shown+=("${(mr:COLUMNS-1:)line}")
    done
    # A later word of a name was typed: what all have in common would take its place.
    [[ -n ${plain:#(#i)$PREFIX*} ]] && compstate[insert]=menu
    (( $#told )) && compadd -U -V told -l -d shown -a told
    (( $#plain )) && compadd -U -V reltrack -a plain
    if [[ $found[1] == / ]]; then
        compset -P '--*='
        _files
    fi
}

if [[ $funcstack[1] == _reltrack ]]; then
    _reltrack "$@"
else
    compdef _reltrack reltrack
fi
