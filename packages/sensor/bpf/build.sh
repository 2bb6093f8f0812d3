#!/bin/sh
# build.sh [OUTPUT]: builds the BPF object, by default the committed one, vedette.bpf.o beside this
# script. Needs clang, llvm and libbpf-dev. The object holds no path of this machine.
set -eu
umask 022
output=${1-vedette.bpf.o}
case $output in
  /*) ;;
  *) output=$PWD/$output ;;
esac
cd -- "$(dirname -- "$0")"
[ $# -gt 0 ] || output=$PWD/vedette.bpf.o
# The target is named, so that x86-64 and arm64 build the same; -g is for BTF, and what else it
# leaves is stripped. Nothing depends on VEDETTE_BPF_TARGET (no registers of a processor are read, and
# offsets come from the BTF of the kernel): a test builds with each, and one object serves both.
clang -target bpfel "-D__TARGET_ARCH_${VEDETTE_BPF_TARGET-x86}" -mcpu=v3 -O2 -g -Wall -Werror -fno-ident "-ffile-prefix-map=$PWD=." \
  "-fdebug-compilation-dir=." -c vedette.bpf.c -o "$output"
llvm-strip --strip-debug "$output"
